"""Which names are one. Names are invented, or of organisations that do exist and must not become one another."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.names import authors, is_cut, is_organisation, key, printed, slug
from archive.naming import groups

NAMES = st.sampled_from(
    [
        "Polymeris",
        "POLIMERYS",
        "Polymeris e.V.",
        "Salt Valley Cluster",
        "Salt Valley…",
        "Salt Vallye Cluster",
        "4.0",
        "…",
    ]
) | st.text(max_size=20)


def are_one(*names: str) -> bool:
    return len(groups(names, {}, near=True)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("POLIMERYS", "Polymeris"),
        ("AEI TÈXTILS", "Aei Textils"),
        ("Cluster Land Oberösterreich", "CLUSTER LAND OBEROESTERREICH"),
        ("Polymeris", "POLYMERIS, ASBL", "Polymeris A.S.B.L."),
        ("The Packaging Cluster", "Packaging Cluster"),
        ("Forst & Holz e.V.", "Forst und Holz", "Forst & Holz e. V."),
        ("Larchwood Hub", "Larch-Wood Hub"),
        ("Salt Valley Food", "Salt Valley Food vzw"),
        ("Mechatronik-Cluster", "Mechatronik Cluster GmbH"),
        ("Railgrup", "RAILGRUP, S.L."),
        ("Klaster Solny", "Klaster Solny sp. z o.o."),
        ("Textilmaschinen Netz", "Textimaschinen Netz"),
        ("Cluster of the Packaging Industry", "Cluster of the Pack…"),
    ],
)
def test_one_organisation(names):
    assert are_one(*names)


DIFFERENT = """
    Cluster Land Oberösterreich | Cluster Land Salzburg | Cluster Land Niederösterreich | Digital Hub Aragon
    Digital Hub Aarhus | Photonics Cluster | Protonics Cluster | Automotive Cluster | Automation Cluster
    Packaging Cluster | Packaging Network | Nordbayern Netz | Ostbayern Netz | Bioenergy Hub | Geoenergy Hub
    Cluster Austria | Cluster Australia | Slovenia Clusters | Slovakia Clusters | Calabria Food | Cantabria Food
    Industrie 4.0 | Industrie 40 | Health Cluster | Wealth Cluster | Smart City Lab | Smart Cities Lab | Water Alliance
    Waste Alliance | Computing Centre | Commuting Centre | Marine South-East | Marine South-West | Catalonia Logistics
    Catalonia Logistica | Västergötland Trä | Östergötland Trä | Cluster Excellence Denmark | Cluster Excellence
    European Clusters Alliance | European Cluster Platform | Mobility Hub North | Mobility Hub Nord
    Renovation Cluster | Innovation Cluster | Aeronautics Valley | Astronautics Valley | Ceramics Hub | Cosmetics Hub
    Interior Cluster | Interiors Cluster | Transport Malta | Transport Malaga | Lombardia Steel | Sarda Food
    Sardinia Food | Moravian Silk | Moravia Silk | Digital Hub A… | Cluster of the… | Textile Cluster | Textiles Cluster
    Conversion Hub | Conversation Hub | Material Network | Materials Network | Cluster 1 | Cluster 2 | Bio | Bio+
"""


def test_no_two_of_many_similar_names_are_one():
    names = [name.strip() for line in DIFFERENT.strip().splitlines() for name in line.split("|")]
    assert [group for group in groups(names, {}, near=True) if len(group) > 1] == []


def test_a_cut_name_that_two_others_begin_with_stands_alone():
    names = ["Salt Valley Cluster", "Salt Valley Network", "Salt Valley…", "Salt Valley Clus…"]
    assert sorted(map(sorted, groups(names, {}, near=True))) == [
        ["Salt Valley Cluster", "Salt Valley Clus…"],
        ["Salt Valley Network"],
        ["Salt Valley…"],
    ]


def test_an_operator_has_the_last_word():
    names = ["Polymeris", "POLIMERYS", "Pôle Plastique", "Salt Hub", "Salt Hub GmbH"]
    aliases = {"Pôle Plastique": "Polymeris", "Salt Hub GmbH": "Salt Hub GmbH"}
    assert sorted(map(sorted, groups(names, aliases, near=True))) == [
        ["POLIMERYS", "Polymeris", "Pôle Plastique"],
        ["Salt Hub"],
        ["Salt Hub GmbH"],
    ]


def test_people_are_one_by_their_plain_spelling_alone():
    names = ["Ewa Muster", "Dr. Ewa Muster", "EWA MUSTER", "Eva Muster", "Konstantin Example", "Konstatin Example"]
    assert sorted(map(len, groups(names, {}, near=False))) == [1, 1, 1, 3]


@given(st.lists(NAMES, max_size=12), st.dictionaries(NAMES, NAMES, max_size=3), st.booleans(), st.randoms())
def test_any_names_fall_into_groups_whatever_their_order(names, aliases, near, chance):
    found = groups(names, aliases, near=near)
    assert sorted(name for group in found for name in group) == sorted({*names})
    chance.shuffle(names)
    assert {frozenset(group) for group in groups(names, aliases, near=near)} == {frozenset(group) for group in found}
    for group in found:
        assert printed(group) in group
    for name in names:
        assert key(name) == key(name.upper()) or not name.isascii()
        slug(name), is_cut(name), is_organisation(name), authors(name)


def test_thousands_of_names_take_a_second():
    started = time.process_time()
    groups([f"Cluster of the valley {number:04} Oberösterreich" for number in range(3000)], {}, near=True)
    assert time.process_time() - started < 10


def test_which_name_is_shown():
    assert printed({"POLYMERIS", "Polymeris", "Polym…"}) == "Polymeris"
    assert printed({"AEI Textils", "AEI Tèxtils"}) == "AEI Tèxtils"


def test_authors_of_one_line():
    assert authors("Ona Puig, Railgrup, S.L., Ewa Muster") == ["Ona Puig", "Railgrup, S.L.", "Ewa Muster"]
    assert [is_organisation(name) for name in ("Ona Puig", "Railgrup, S.L.", "Salt Cluster")] == [False, True, True]
