"""How much of a file that comes in is kept on disk while its request runs."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MEGABYTE = 1024 * 1024
MOST_OF_A_FILE = 20 * MEGABYTE + 1  # one byte more than any form takes
MOST_OF_A_REQUEST = 250 * MEGABYTE


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes files to the folder for temporary ones, but never fills the disk with one request.

    What is beyond the caps is read and thrown away. The file then says how large it really was, so
    that the form, which looks at the size first, refuses it with a sentence.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = min(MOST_OF_A_FILE - self._seen, MOST_OF_A_REQUEST - self._written)
        kept = raw_data[: max(0, room)]
        self._seen += len(raw_data)
        if kept:
            self._written += len(kept)
            super().receive_data_chunk(kept, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        whole = self.file.tell() == file_size
        found = super().file_complete(file_size)
        if found is not None and not whole:
            # Cut short by the cap of the request: say more than any form takes
            found.size = max(file_size, MOST_OF_A_FILE)
        return found
