#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the units with QGIS: peer-qgis.py SCALE GEOPACKAGE

Once from the GeoPackage, reprojecting, and once from a layer in memory that is
in Web Mercator already; filled and with thin borders, on a whole screen.
Prints the median processor time of each view as a line of JSON."""

import os
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.PyQt.QtCore import QSize
from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFeature,
                       QgsFillSymbol, QgsMapRendererSequentialJob, QgsMapSettings, QgsProject,
                       QgsRectangle, QgsSingleSymbolRenderer, QgsVectorLayer)

from views import HEIGHT, VIEWS, WIDTH, report, times_for, view_box

MERCATOR = QgsCoordinateReferenceSystem("EPSG:3857")


def style(layer):
    symbol = QgsFillSymbol.createSimple({
        "color": "230,150,60,150", "outline_color": "61,56,63,127",
        "outline_width": "0.5", "outline_width_unit": "Pixel"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def copy_to_memory(layer):
    memory = QgsVectorLayer("MultiPolygon?crs=EPSG:3857&index=yes", "units", "memory")
    transform = QgsCoordinateTransform(layer.crs(), MERCATOR, QgsProject.instance())
    features = []
    for feature in layer.getFeatures():
        geometry = feature.geometry()
        geometry.transform(transform)
        copy = QgsFeature()
        copy.setGeometry(geometry)
        features.append(copy)
    memory.dataProvider().addFeatures(features)
    memory.updateExtents()
    return memory


def draw(layer, box):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(MERCATOR)
    settings.setTransformContext(QgsProject.instance().transformContext())
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setExtent(QgsRectangle(*box))
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, True)
    begin = time.process_time()
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    used = time.process_time() - begin
    if folder := os.environ.get("SGM_BENCH_PICTURES"):
        job.renderedImage().save(os.path.join(folder, f"qgis-{layer.name()}-{int(box[2] - box[0])}.png"))
    return used * 1000


def main():
    scale, path = int(sys.argv[1]), sys.argv[2]
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    layer = QgsVectorLayer(f"{path}|layername=unit", "unit", "ogr")
    assert layer.isValid(), path
    to_mercator = QgsCoordinateTransform(layer.crs(), MERCATOR, QgsProject.instance())
    middle = to_mercator.transformBoundingBox(layer.extent()).center()
    for what, shown in (("QGIS, GeoPackage", layer), ("QGIS, memory layer", copy_to_memory(layer))):
        style(shown)
        for where, zoom in VIEWS:
            box = view_box(middle.x(), middle.y(), zoom)
            draw(shown, box)
            report(what, scale, where, statistics.median(draw(shown, box) for _ in range(times_for(scale))))
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash when Python takes it down


main()
