"""Finds the neural models and loads them so that one process uses one core and no more.

The ONNX files come inside the rapidocr wheel (Apache-2.0, from PaddleOCR); only the files are used, not its code.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[np.float32]

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
DIRECTION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"
TESSDATA_FOLDERS = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),
    Path("/usr/share/tessdata"),
    Path("/usr/local/share/tessdata"),
)


class ModelMissingError(Exception):
    """A model that reading needs is not installed."""


class Session(Protocol):
    """What is used of an onnxruntime session."""

    def run(self, tensor: Tensor) -> Tensor: ...

    def metadata(self, key: str) -> str: ...


@dataclass(frozen=True, slots=True)
class ModelPaths:
    detector: Path
    recogniser: Path
    direction: Path
    tessdata: Path

    @classmethod
    def find(cls) -> ModelPaths:
        """Look where the packages put them; ModelMissingError names the first that is absent."""
        folder = _paddle_folder()
        return cls(
            detector=_existing(folder / DETECTOR),
            recogniser=_existing(folder / RECOGNISER),
            direction=_existing(folder / DIRECTION),
            tessdata=_tessdata("pol"),
        )


def load_session(path: Path) -> Session:
    """Load a model for one thread that does not spin while it waits."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # Pages differ in size: the arena would keep the largest of every tensor for ever.
    options.enable_cpu_mem_arena = False
    return _OnnxSession(
        onnxruntime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
    )


class _OnnxSession:
    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name

    def run(self, tensor: Tensor) -> Tensor:
        result: Tensor = self._session.run(None, {self._input: tensor})[0]
        return result

    def metadata(self, key: str) -> str:
        return str(self._session.get_modelmeta().custom_metadata_map[key])


def _paddle_folder() -> Path:
    # find_spec does not import the package, which would pull in its whole pipeline.
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise ModelMissingError("rapidocr, whose wheel carries the models, is not installed")
    return Path(spec.submodule_search_locations[0]) / "models"


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise ModelMissingError(f"model file is missing: {path}")
    return path


def _tessdata(language: str) -> Path:
    """Return the folder with the language's text model; TESSDATA_PREFIX goes before the usual places."""
    prefix = os.environ.get("TESSDATA_PREFIX")
    folders = ([Path(prefix), Path(prefix) / "tessdata"] if prefix else []) + list(TESSDATA_FOLDERS)
    for folder in folders:
        if (folder / f"{language}.traineddata").is_file():
            return folder
    raise ModelMissingError(f"Tesseract has no text model for {language}: install tesseract-ocr-{language}")
