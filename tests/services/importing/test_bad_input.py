"""Whatever is in the folder, it is told in one sentence with file, line and column."""

import pytest

from services import importing

PETS = "pet_id,customer_id,name,species,born_on,deceased_on,microchip,sex,neutered\n"
CUSTOMERS = "customer_id,first_name,email,phone\nC1,Nora,nora@mail.test,\n"
RECORDS = "record_id,pet_id,kind,date,title,status,details.starts_on,details.refills_left\n"
PET = "P1,C1,Bello,dog,,,,,\n"


@pytest.fixture
def problems(tmp_path):
    """Import files given as text or bytes, and list what is wrong with them."""

    def listed(order="iso", **files):
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.csv").write_bytes(raw)
        done = importing.run(tmp_path, order)
        assert done.written == (not done.problems)
        return [str(problem) for problem in done.problems]

    return listed


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize(
    "content",
    [
        CUSTOMERS.encode("utf-8-sig"),
        CUSTOMERS.replace(",", ";"),
        CUSTOMERS.replace("\n", "\r\n"),
        '"customer_id";"First_Name";email; phone\nC1; Nora ;nora@mail.test;\n;;;\n\n',
        CUSTOMERS + '"C2","=cmd|\' /C calc\'!A0","otto@mail.test",""\n',
        CUSTOMERS + 'C2,"Otto\n""Otti""",otto@mail.test,\n',
        CUSTOMERS.replace("phone", "phone,colour,") + "C2,Otto,otto@mail.test,,blue,\n",
    ],
    ids=["BOM", "semicolons", "Windows", "quoted header", "formula", "two lines", "extra"],
)
def test_files_are_read_however_they_were_written(problems, content):
    if isinstance(content, str) and "colour" in content:
        content = content.replace("mail.test,\n", "mail.test,,,\n", 1)

    assert problems(customers=content) == []


@pytest.mark.spec("REC-14")
def test_formulas_are_kept_as_the_text_they_are(problems, vera):
    from models.customers import Customer
    from services.access import system
    from services.core.db import run

    problems(customers=CUSTOMERS + "C2,=1+2,otto@mail.test,\n")

    names = {row.first_name for row in run(lambda db: db.exec(system(Customer)).all())}
    assert "=1+2" in names


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "customers.csv: is empty; its first line must name the columns."),
        (b"\n", "customers.csv:1: lacks the column customer_id, first_name."),
        (
            CUSTOMERS.encode("utf-16"),
            "customers.csv:1: the file is UTF-16; save it as 'CSV UTF-8'.",
        ),
        (
            (CUSTOMERS + "C2,J\u00f6rg,j@mail.test,\n").encode("latin-1"),
            "customers.csv:3: is not UTF-8; save it as 'CSV UTF-8'.",
        ),
        (
            "customer_id,first_name,größe\n".encode("latin-1"),
            "customers.csv:1: is not UTF-8; save it as 'CSV UTF-8'.",
        ),
        (
            CUSTOMERS.encode() + b"C2,\0\0,o@mail.test,\n",
            "customers.csv:3: holds NUL bytes: this is no CSV file; save it as 'CSV UTF-8'.",
        ),
        (bytes(range(256)) * 50, "customers.csv:1: holds NUL bytes: this is no CSV file; save"),
        (b"\x89PNG\r\n\x1a\n" * 9, "customers.csv:1: is not UTF-8; save it as 'CSV UTF-8'."),
        ("name;mail\nx;y\n", "customers.csv:1: lacks the column customer_id, first_name."),
        (
            "customer_id,first_name,email,Email\n",
            "customers.csv:1: names the column email more than once.",
        ),
        (CUSTOMERS + "C2,Otto\n", "customers.csv:3: has 2 cells where the header has 4."),
        (CUSTOMERS + "C2,Otto,,,x\n", "customers.csv:3: has 5 cells where the header has 4."),
        (
            CUSTOMERS + 'C2,"Otto,o@mail.test,\nC3,Max,m@mail.test,\n',
            'customers.csv:3: a text in quotes begins here or later and does not end: a " is',
        ),
        (
            CUSTOMERS + 'C2,"Ot"to,o@mail.test,\n',
            "customers.csv:3: has something after a closing quote",
        ),
        (CUSTOMERS.replace("\n", "\r"), "customers.csv:1: is not CSV: its line ends are not"),
        (CUSTOMERS + "C2,Ot\x07to,o@mail.test,\n", "customers.csv:3: first_name: holds a control"),
        (CUSTOMERS + "C1,Otto,o@mail.test,\n", "customers.csv:3: customer_id: is the same as in l"),
        (
            CUSTOMERS + "C2,Otto,NORA@mail.test,\n",
            "customers.csv:3: email: is the same as in line 2; no two can share it.",
        ),
        (CUSTOMERS + "C2,Otto,,\n", "customers.csv:3: email: there is neither an e-mail address"),
        (CUSTOMERS + "C2,Otto,otto@,\n", "customers.csv:3: email: 'otto@' is no e-mail address."),
        (CUSTOMERS + "C2,Otto,,12\n", "customers.csv:3: phone: '12' is no telephone number in US."),
        (CUSTOMERS + ",Otto,o@mail.test,\n", "customers.csv:3: customer_id: is empty."),
        (
            CUSTOMERS + f"C2,{'O' * 61},o@mail.test,\n",
            "customers.csv:3: first_name: has 61 characters; 60 is the most.",
        ),
        (
            CUSTOMERS + f"{'9' * 65},Otto,o@mail.test,\n",
            "customers.csv:3: customer_id: has 65 characters; 64 is the most.",
        ),
        (CUSTOMERS + f"C2,{'O' * 200_000},x,\n", "customers.csv:3: a text in quotes begins here"),
    ],
)
def test_customers_that_cannot_be_read_are_told(problems, content, said):
    found = problems(customers=content)

    assert found[0].startswith(said)
    assert len(found) == 1 or said.startswith("customers.csv:1: is not UTF-8")


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("P1,C9,Bello,dog,,,,,", "customer_id: there is no 'C9' in customers.csv or in the portal"),
        ("P1,C1,Bello,dragon,,,,,", "species: 'dragon' is not known here; use dog, cat, horse, bi"),
        ("P1,C1,Bello,,,,,,", "species: is empty."),
        ("P1,C1,Bello,dog,2024-02-30,,,,", "born_on: there is no such day as 2024-02-30."),
        ("P1,C1,Bello,dog,0000-00-00,,,,", "born_on: there is no such day as 0000-00-00."),
        ("P1,C1,Bello,dog,1024-02-03,,,,", "born_on: 1024-02-03 lies before 1900."),
        ("P1,C1,Bello,dog,2999-01-01,,,,", "born_on: 2999-01-01 lies in the future."),
        ("P1,C1,Bello,dog,01/02/2024,,,,", "born_on: '01/02/2024' is no date such as 2024-12-31."),
        ("P1,C1,Bello,dog,soon,,,,", "born_on: 'soon' is no date such as 2024-12-31."),
        ("P1,C1,Bello,dog,2020-01-01,2019-01-01,,,", "deceased_on: lies before born_on."),
        ("P1,C1,Bello,dog,,,12345,,", "microchip: '12345' is no chip number of 15 digits."),
        ("P1,C1,Bello,dog,,,27609810001234X,,", "microchip: '27609810001234X' is no chip number"),
        ("P1,C1,Bello,dog,,,\u0661" * 1 + "76098100012345,,", "microchip: "),
        ("P1,C1,Bello,dog,,,,boy,", "sex: 'boy' is not known here; use male, female, unknown"),
        ("P1,C1,Bello,dog,,,,,maybe", "neutered: 'maybe' is not known here; use yes, no."),
    ],
)
def test_pets_that_cannot_be_are_told(problems, row, said):
    found = problems(customers=CUSTOMERS, pets=f"{PETS}{row}\n")

    assert len(found) == 1
    assert found[0].startswith(f"pets.csv:2: {said}")


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "R1,P9,note,2024-01-01,Visit,,,",
            "pet_id: there is no 'P9' in pets.csv or in the portal.",
        ),
        ("R1,P1,memo,2024-01-01,Visit,,,", "kind: 'memo' is not known here; use note, diagnosis,"),
        ("R1,P1,,2024-01-01,Visit,,,", "kind: is empty."),
        ("R1,P1,note,,Visit,,,", "date: is empty."),
        ("R1,P1,note,2999-01-01,Visit,,,", "date: 2999-01-01 lies in the future."),
        ("R1,P1,note,2024-01-01,,,,", "title: is empty."),
        ("R1,P1,note,2024-01-01,Visit,open,,", "status: 'open' is not known here; use draft, pub"),
        ("R1,P1,incident,2024-01-01,Bite,published,,", "status: an incident report is never publ"),
        ("R1,P1,treatment,2024-01-01,Pill,,,-1", "details.refills_left: '-1' does not fit a reco"),
        ("R1,P1,note,2024-01-01,Visit,,,3", "details.refills_left: '3' does not fit a record of"),
        ("R1,P1,treatment,2024-01-01,Pill,,31.1.2024,", "details.starts_on: '31.1.2024' is no dat"),
    ],
)
def test_records_that_cannot_be_are_told(problems, row, said):
    found = problems(customers=CUSTOMERS, pets=PETS + PET, records=f"{RECORDS}{row}\n")

    assert found[0].startswith(f"records.csv:2: {said}")
    assert len(found) == 1


@pytest.mark.spec("REC-14", "REC-11")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("P1,2024-01-01,heavy,kg", "weight: 'heavy' is no number such as 4.2."),
        ("P1,2024-01-01,1e3,kg", "weight: '1e3' is no number such as 4.2."),
        ("P1,2024-01-01,nan,kg", "weight: 'nan' is no number such as 4.2."),
        ("P1,2024-01-01,-4,kg", "weight: -4 kg cannot be right."),
        ("P1,2024-01-01,0,kg", "weight: 0 kg cannot be right."),
        ("P1,2024-01-01,9999,kg", "weight: 9999 kg cannot be right."),
        ("P1,2024-01-01,4,stone", "unit: 'stone' is not known here; use kg, g, lb, oz."),
        ("P1,2024-01-01 25:00,4,kg", "date: '2024-01-01 25:00' has no time such as 14:30 after"),
        ("P1,2024-01-01,,kg", "weight: is empty."),
    ],
)
def test_weights_that_cannot_be_are_told(problems, row, said):
    weights = f"pet_id,date,weight,unit\n{row}\n"

    found = problems(customers=CUSTOMERS, pets=PETS + PET, weights=weights)

    assert found[0].startswith(f"weights.csv:2: {said}")


@pytest.mark.spec("REC-14", "REC-10")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("D1,P1,Rabies,,,", "given_on: there is neither a day given nor a day planned."),
        ("D1,P1,Rabies,2999-01-01,,", "given_on: 2999-01-01 lies in the future."),
        ("D1,P1,Rabies,2024-01-01,,2023-01-01", "valid_until: lies before given_on."),
        ("D1,P1,,2024-01-01,,", "vaccine: is empty."),
    ],
)
def test_doses_that_cannot_be_are_told(problems, row, said):
    doses = f"dose_id,pet_id,vaccine,given_on,planned_on,valid_until\n{row}\n"

    assert problems(customers=CUSTOMERS, pets=PETS + PET, doses=doses) == [f"doses.csv:2: {said}"]


@pytest.mark.spec("REC-14")
@pytest.mark.parametrize(
    ("order", "written"),
    [("dmy", "04.05.2019"), ("dmy", "4/5/2019"), ("mdy", "05/04/2019"), ("mdy", "2019-05-04")],
)
def test_dates_may_be_written_in_the_clinics_order(problems, put, vera, order, written):
    from models.pets import Pet
    from services.access import visible
    from services.core.db import run

    found = problems(order, customers=CUSTOMERS, pets=f"{PETS}P1,C1,Bello,dog,{written},,,,\n")

    pets = run(lambda db: db.exec(visible(vera.actor, Pet).where(Pet.external_id == "P1")).all())
    assert found == []
    assert [str(pet.born_on) for pet in pets] == ["2019-05-04"]


@pytest.mark.spec("REC-14")
def test_every_bad_line_is_told_and_one_wrong_pet_does_not_spoil_its_records(problems):
    pets = PETS + "P1,C1,Bello,dragon,soon,,,,\n" + "P2,C1,Rex,dog,,,1,,\n"
    records = RECORDS + "R1,P1,note,2024-01-01,Visit,,,\n" + "R2,P3,note,2024-01-01,Visit,,,\n"

    found = problems(customers=CUSTOMERS, pets=pets, records=records)

    assert [line.split(": ")[:2] for line in found] == [
        ["pets.csv:2", "born_on"],
        ["pets.csv:2", "species"],
        ["pets.csv:3", "microchip"],
        ["records.csv:3", "pet_id"],
    ]
