#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens exports in QGIS, where it is installed: the project shows every layer
with our colours, signs and labels, and a layer that is opened alone looks so
by itself.

    test_qgis.py SGM

SGM_QGIS_PICTURES=FOLDER keeps what QGIS has drawn, to be looked at.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from qgis.core import (Qgis, QgsApplication, QgsCoordinateTransform, QgsExpressionContext,
                           QgsExpressionContextUtils, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
                           QgsRectangle, QgsVectorLayer)
    from qgis.PyQt.QtCore import QSize
except ImportError:
    print("1..0 # SKIP QGIS is not installed")
    sys.exit(0)

FORMATS = {"geopackage": ".gpkg", "geojson": ".geojson", "shapefile": ".shp", "csv": ".csv"}
AREAS = {"district": 1, "street": 3, "community": 63, "grid": 190, "unit": 2590}
SIZE = QSize(1200, 900)

# QGIS draws four tones of a hue and the ground; more means labels and borders.
MIN_COLOURS = 40


def export(sgm, folder, database, kind, *words):
    target = folder / (f"{kind}.gpkg" if kind == "geopackage" else kind)
    subprocess.run([sgm, "--database", database, "export", target, "--format", kind, *words],
                   check=True, capture_output=True)
    return target, (folder / f"{kind}.qgs" if kind == "geopackage" else target / f"{kind}.qgs")


def open_project(path):
    project = QgsProject()
    assert project.read(str(path)), f"QGIS does not read {path}: {project.error()}"
    return project


def draw(project, box=None):
    """The picture of a project, of the part that it shows first."""
    settings = QgsMapSettings()
    settings.setLayers([node.layer() for node in project.layerTreeRoot().findLayers()
                        if node.layer().isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(SIZE)
    settings.setOutputDpi(96)
    settings.setExtent(box or project.viewSettings().defaultViewExtent())
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), [error.message for error in job.errors()]
    return job.renderedImage()


def count_colours(picture):
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})


def keep(picture, name):
    if folder := os.environ.get("SGM_QGIS_PICTURES"):
        picture.save(str(Path(folder) / f"{name}.png"))


def find_rules(renderer, label):
    """The rules below the one with a label."""
    return [rule for rule in renderer.rootRule().descendants() if rule.label() == label]


def get_extent(project, name):
    """Where the first area of a layer lies, in the project's coordinates."""
    layer = project.mapLayer(f"smart_grid_map_{name}")
    box = next(layer.getFeatures()).geometry().boundingBox()
    return QgsCoordinateTransform(layer.crs(), project.crs(), project).transformBoundingBox(QgsRectangle(box))


def test_project(sgm, folder, database, kind):
    target, path = export(sgm, folder, database, kind, "--theme", "coverage")
    project = open_project(path)
    layers = project.mapLayers()
    assert len(layers) == 12, sorted(layers)
    for layer in layers.values():
        assert layer.isValid(), f"{layer.id()} of {kind} is not valid"
    for name, n in AREAS.items():
        layer = project.mapLayer(f"smart_grid_map_{name}")
        assert layer.featureCount() == n, f"{name} has {layer.featureCount()} areas"
        assert layer.renderer().type() == "RuleRenderer", layer.renderer().type()
        assert layer.labelsEnabled(), f"{name} has no labels"
        assert layer.crs().isValid(), f"{name} has no coordinates"
    grids = project.mapLayer("smart_grid_map_grid").renderer().rootRule()
    fills = next(rule for rule in grids.children() if rule.children())
    assert len(fills.children()) == 3, [rule.label() for rule in fills.children()]
    labels = {feature["theme_cls"] for feature in project.mapLayer("smart_grid_map_grid").getFeatures()}
    assert labels <= {rule.label() for rule in fills.children()}, labels
    picture = draw(project)
    keep(picture, kind)
    assert count_colours(picture) > MIN_COLOURS, f"{kind} is blank"
    keep(draw(project, get_extent(project, "community")), f"{kind}-community")
    keep(draw(project, get_extent(project, "unit")), f"{kind}-unit")
    return target


def test_alone(target, kind):
    """Without the project QGIS finds the style of a layer beside it."""
    source = f"{target}|layername=grid" if kind == "geopackage" else str(target / f"grid{FORMATS[kind]}")
    layer = QgsVectorLayer(source, "grid", "ogr")
    assert layer.isValid(), source
    message, found = layer.loadDefaultStyle()
    assert found, message
    assert layer.renderer().type() == "RuleRenderer", layer.renderer().type()
    assert layer.labelsEnabled()


def test_themes(sgm, folder, database):
    """The rules of every theme take all areas that have a class."""
    for theme in ["events", "in-time", "density", "workers", "leaders", "none"]:
        where = folder / theme
        where.mkdir()
        _target, path = export(sgm, where, database, "geopackage", "--theme", theme, "--dark")
        project = open_project(path)
        layer = project.mapLayer("smart_grid_map_unit")
        fills = [rule for rule in layer.renderer().rootRule().children() if rule.children()]
        if theme == "none":
            assert not fills
            continue
        seen = sum(layer.dataProvider().featureCount() and len([*layer.getFeatures(rule.filterExpression())])
                   for rule in fills[0].children())
        assert seen == AREAS["unit"], f"{theme}: {seen} of {AREAS['unit']} units have a colour"
        keep(draw(project), f"theme-{theme}")


def main():
    sgm = sys.argv[1]
    application = QgsApplication([], False)
    application.initQgis()
    steps = []
    with tempfile.TemporaryDirectory(prefix="sgm-qgis-") as name:
        folder = Path(name)
        database = folder / "district.sgm"
        subprocess.run([sgm, "--database", database, "sample"], check=True, capture_output=True)
        targets = {}
        for kind in FORMATS:
            steps.append((f"the project of {kind}", lambda kind=kind: targets.update(
                {kind: test_project(sgm, folder, database, kind)})))
            steps.append((f"a layer of {kind} alone", lambda kind=kind: test_alone(targets[kind], kind)))
        steps.append(("all themes", lambda: test_themes(sgm, folder, database)))
        print(f"1..{len(steps)}\n# QGIS {Qgis.QGIS_VERSION}")
        failed = 0
        for number, (what, step) in enumerate(steps, 1):
            try:
                step()
                print(f"ok {number} - {what}")
            except (AssertionError, KeyError, StopIteration, subprocess.CalledProcessError) as error:
                failed += 1
                print(f"not ok {number} - {what}\n# {error!r} {getattr(error, 'stderr', '')}")
    sys.stdout.flush()
    # QGIS does not end cleanly where a project outlives it in Python.
    os._exit(1 if failed else 0)


if __name__ == "__main__":
    main()
