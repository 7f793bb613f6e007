"""What people hand in -> sources made of numbered sentences with exact places."""

from service.intake.folders import Intake, RefusedFile, read_paths
from service.intake.guard import LARGEST
from service.intake.reader import Choices
from service.intake.reading import read_paste, read_source

__all__ = ["LARGEST", "Choices", "Intake", "RefusedFile", "read_paste", "read_paths", "read_source"]
