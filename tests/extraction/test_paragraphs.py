"""A page as paragraphs: what is one, where it belongs, how much of it is links."""

from extraction.paragraphs import Paragraph, paragraphs
from extraction.parse import parse


def read(html: str) -> list[Paragraph]:
    return paragraphs(parse(f"<html><body>{html}</body></html>".encode()))


def texts(html: str) -> list[str]:
    return [one.text for one in read(html)]


def test_blocks_and_breaks_end_a_paragraph_and_inline_elements_do_not() -> None:
    html = "<div>before <b>bold</b>ly<p>one<br>two</p>after <i>it</i></div><ul><li>item<ul><li>inner</li></ul></ul>"
    assert texts(html) == ["before boldly", "one", "two", "after it", "item", "inner"]


def test_a_table_row_is_a_line() -> None:
    html = "<table><tr><th>Talk</th><th>Room</th></tr><tr><td>Kelp</td><td></td><td><b>Anchor</b></td></tr></table>"
    assert texts(html) == ["Talk | Room", "Kelp | | Anchor"]


def test_pictures_navigation_and_fields_are_left_out() -> None:
    html = (
        "<nav>Menu</nav><p>text <button>Send</button>goes on</p><figure><img><figcaption>Caption</figcaption></figure>"
        "<figure><blockquote>quoted</blockquote></figure><aside>Beside</aside><p>***</p><select><option>1</select>"
    )
    assert texts(html) == ["text goes on", "quoted"]


def test_a_paragraph_knows_its_container() -> None:
    flow = "<p>one</p><ul><li>two</li></ul><blockquote><p>three</p></blockquote>"
    homes = [one.home.tag for one in read(f"<section><div>{flow}</div><div>four</div></section>")]
    assert homes == ["div", "div", "div", "section"]


def test_cells_contain_paragraphs_only_when_they_lay_out_the_page() -> None:
    layout = "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>"
    assert [one.home.tag for one in read(layout)] == ["td", "td", "body"]


def test_the_share_of_links_counts_letters() -> None:
    found = read("<p>1234<a href='/'>56<b>78</b></a></p><p><a href='/'>all</a></p><p><a name='x'>none</a></p>")
    assert [one.linked for one in found] == [0.5, 1.0, 0.0]
