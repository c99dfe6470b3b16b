"""Links between records: followed to the first one, and those that would go in a circle found."""

from etl.links import Link, circular, followed, joined, linked_with


def link(way: str, systems: str = "ba") -> Link:
    """Return the link from one letter to another, between systems of one letter each."""
    return Link(
        token=way[0], same_token=way[1], kind="person", source_system=systems[0], same_system=systems[1]
    )


def test_a_link_is_followed_to_its_end_and_changes_of_system_are_counted() -> None:
    links = joined([link("31", "cb"), link("12", "bb"), link("24", "ba")])
    assert [followed(links, token) for token in "3124"] == [("4", 2), ("4", 1), ("4", 1), ("4", 0)]


def test_what_is_said_later_takes_the_place_of_what_was_said_before() -> None:
    assert followed(joined([link("12")], [link("13")]), "1") == ("3", 1)


def test_everything_that_leads_to_the_same_record_is_linked_with_it() -> None:
    links = joined([link("12"), link("32"), link("41"), link("56")])
    assert linked_with(links, "4") == {"1", "2", "3", "4"}
    assert linked_with(links, "2") == {"1", "2", "3", "4"}
    assert linked_with(links, "9") == {"9"}


def test_links_that_go_in_a_circle_are_found_and_those_that_only_lead_to_it_are_not() -> None:
    delivered = [link("12"), link("23"), link("31"), link("41")]
    assert circular([], delivered) == {link("12"), link("23"), link("31")}


def test_of_a_circle_with_known_links_only_what_is_delivered_is_barred() -> None:
    assert circular([link("12"), link("23")], [link("31")]) == {link("31")}
    # Without the delivered link from 1, the known one leads to 2 again, and with the other one in a circle.
    assert circular([link("12")], [link("13"), link("31"), link("21")]) == {
        link("13"),
        link("31"),
        link("21"),
    }
