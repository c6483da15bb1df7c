"""How much of a file that comes in is kept on disk while its request runs."""

import logging
from contextlib import suppress
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from targets.intake.containers import NotTaken

MEGABYTE = 1024 * 1024
MOST_OF_A_FILE = 20 * MEGABYTE + 1  # one byte more than any form takes
MOST_OF_A_REQUEST = 250 * MEGABYTE
_log = logging.getLogger(__name__)


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes files to the folder for temporary ones, but never fills the disk with one request.

    What is beyond the caps is read and thrown away. The file then says how large it really was, so
    that the form, which looks at the size first, refuses it with a sentence. Where the disk takes
    no more, everything else that was typed still arrives, and in the file's place NotTaken.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._seen, self._is_taken = 0, True
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            self._give_up()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = min(MOST_OF_A_FILE - self._seen, MOST_OF_A_REQUEST - self._written)
        kept = raw_data[: max(0, room)]
        self._seen += len(raw_data)
        if kept and self._is_taken:
            try:
                super().receive_data_chunk(kept, start)
            except OSError:
                self._give_up()
            else:
                self._written += len(kept)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            whole = self._is_taken and self.file.tell() == file_size
            found = super().file_complete(file_size) if self._is_taken else None
        except OSError:  # what was still to be written
            self._give_up()
        if not self._is_taken:
            return UploadedFile(
                NotTaken(), self.file_name, self.content_type, file_size, self.charset
            )
        if found is not None and not whole:
            # Cut short by the cap of the request: say more than any form takes
            found.size = max(file_size, MOST_OF_A_FILE)
        return found

    def _give_up(self) -> None:
        _log.exception("The folder for temporary files does not take a file.")
        self._is_taken = False
        with suppress(OSError, AttributeError):  # it may never have been opened
            self.file.close()
