"""Reading a form of a page as a browser would post it."""

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Every form of a page: its fields, and the values of its `do` buttons."""

    def __init__(self):
        super().__init__()
        self.forms, self._select, self._area, self._dropped = [], None, None, False

    def handle_starttag(self, tag, attrs):
        one = dict(attrs)
        if tag == "form":
            self.forms.append(({}, []))
        if not self.forms:
            return
        fields, buttons = self.forms[-1]
        name = one.get("name")
        if tag == "button" and name == "do":
            buttons.append(one.get("value"))
        elif tag == "select":
            self._select = name
            fields[name] = ""
        elif tag == "option" and self._select and "selected" in one:
            fields[self._select] = one.get("value", "")
        elif tag == "textarea":
            self._area = name
            fields[name] = ""
        elif tag == "input" and name:
            if one.get("type") == "checkbox":
                if "checked" in one:
                    fields.setdefault(name, [])
                    fields[name] = [*fields[name], one.get("value", "on")]
            else:
                fields[name] = one.get("value", "")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            fields = self.forms[-1][0]
            fields[self._area] = fields[self._area].removeprefix("\r\n").removeprefix("\n")
            self._area = None

    def handle_data(self, data):
        if self._area and self.forms:
            self.forms[-1][0][self._area] += data


def fields_of(page, do="save"):
    """What the form with that button would post; csrf left out."""
    reader = _Forms()
    reader.feed(page)
    fields, _ = next(pair for pair in reader.forms if do in pair[1])
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def opened(client, address, do="save"):
    response = client.get(address)
    assert response.status_code == 200
    return fields_of(response.content.decode(), do)


def post(client, address, fields, *, do="save", **changes):
    return client.post(address, {**fields, "do": do, **changes})
