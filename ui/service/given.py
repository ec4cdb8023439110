"""What the maintainer's use cases give back, under the names by which a face may know it."""

from eval.rehearsal import ChangedAnswer as ChangedAnswer
from eval.rehearsal import Rehearsed as Rehearsed
from eval.rehearsal import Told as Told
from ingest.index.build import Report as Report
from ingest.index.preview import NoteChange as NoteChange
from ingest.index.preview import Preview as Preview
from ingest.index.preview import SectionDifferences as SectionDifferences
from ingest.index.preview import WordChange as WordChange
from ingest.index.published import Publication as Publication
from ingest.index.releases import KeptRelease as KeptRelease
