"""List models for QML: rows of frozen dataclasses, updated in place so that the scene keeps its delegates."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

from kiosk.view.state import FieldRow, PageRow, StatusRow

QML_IMPORT_NAME = "Urzedomat.View"
QML_IMPORT_MAJOR_VERSION = 1

AnyRow = PageRow | FieldRow | StatusRow
Index = QModelIndex | QPersistentModelIndex


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), name)


@QmlElement
class Rows(QAbstractListModel):
    """Rows of one dataclass; each field is a role of the same name in camelCase (`page_id` is `pageId`)."""

    countChanged = Signal()  # noqa: N815  (Qt's name for a property's signal)

    def __init__(self, row_type: type[AnyRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [item.name for item in dataclasses.fields(row_type)]
        self._rows: list[AnyRow] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= role - Qt.ItemDataRole.UserRole < len(self._names):
            return None
        value = getattr(self._rows[index.row()], self._names[role - Qt.ItemDataRole.UserRole])
        return list(value) if isinstance(value, tuple) else value

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        return {
            Qt.ItemDataRole.UserRole + position: QByteArray(_camel(name).encode())
            for position, name in enumerate(self._names)
        }

    def show(self, rows: Sequence[AnyRow]) -> None:
        """Replace the content; equal rows keep their delegates."""
        common = min(len(rows), len(self._rows))
        before = len(self._rows)
        for position in range(common):
            if self._rows[position] != rows[position]:
                self._rows[position] = rows[position]
                here = self.index(position)
                self.dataChanged.emit(here, here)
        if len(rows) > before:
            self.beginInsertRows(QModelIndex(), before, len(rows) - 1)
            self._rows.extend(rows[before:])
            self.endInsertRows()
        elif len(rows) < before:
            self.beginRemoveRows(QModelIndex(), len(rows), before - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        if len(rows) != before:
            self.countChanged.emit()

    @Property(int, notify=countChanged)
    def count(self) -> int:
        return len(self._rows)
