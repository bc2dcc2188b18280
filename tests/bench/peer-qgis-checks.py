#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the units with QGIS: peer-qgis-checks.py SCALE GEOPACKAGE

Validity by GEOS, as its geometry checker tests it, and the two rules of its
topology checker that a district needs, "must not overlap" and "must not have
gaps". Both of these plugins only work with the mouse, so that the same calls into
QGIS' core are made here, in the same order. Prints the processor time of each
as a line of JSON."""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import Qgis, QgsApplication, QgsGeometry, QgsSpatialIndex, QgsVectorLayer

from views import report


def check_validity(geometries):
    return sum(len(geometry.validateGeometry(Qgis.GeometryValidationEngine.Geos)) for geometry in geometries.values())


def check_overlaps(geometries, layer):
    index = QgsSpatialIndex(layer.getFeatures())
    found = 0
    for number, geometry in geometries.items():
        engine = QgsGeometry.createGeometryEngine(geometry.constGet())
        engine.prepareGeometry()
        for other in index.intersects(geometry.boundingBox()):
            if other != number and engine.overlaps(geometries[other].constGet()):
                found += not geometry.intersection(geometries[other]).isEmpty()
    return found


def check_gaps(geometries):
    whole = QgsGeometry.unaryUnion(list(geometries.values()))
    return sum(len(polygon) - 1 for polygon in (whole.asMultiPolygon() if whole.isMultipart() else [whole.asPolygon()]))


def main():
    scale, path = int(sys.argv[1]), sys.argv[2]
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer(f"{path}|layername=unit", "unit", "ogr")
    assert layer.isValid(), path
    begin = time.process_time()
    geometries = {feature.id(): feature.geometry() for feature in layer.getFeatures()}
    report("QGIS", scale, "read", (time.process_time() - begin) * 1000)
    for where, check, arguments in (("validity", check_validity, (geometries,)),
                                    ("overlaps", check_overlaps, (geometries, layer)),
                                    ("gaps", check_gaps, (geometries,))):
        begin = time.process_time()
        found = check(*arguments)
        report("QGIS", scale, where, (time.process_time() - begin) * 1000)
        print(f"{where}: {found}", file=sys.stderr)
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash when Python takes it down


main()
