"""Files to import, and what became of them."""

from sqlmodel import col

from models.customers import Customer
from models.measurements import Measurement
from models.pets import Pet
from models.records import MedicalRecord, Subtype
from models.vaccinations import Dose, VaccineType
from services.access import system, visible
from services.core.db import run

FILES = {
    "customers": """\
customer_id,first_name,last_name,email,phone,city
C1,Nora,Baum,Nora@Mail.test,(202) 555-0171,Springfield
C2,Otto,,,+49 1512 3456789,
""",
    "pets": """\
pet_id,customer_id,name,species,sex,neutered,born_on,microchip
P1,C1,Bello,Canine,male,yes,2019-05-04,276 0981 0001 2345
P2,C2,Minka,Katze,w,,,
""",
    "records": """\
record_id,pet_id,kind,date,title,subtype,status,author,notes,staff_notes,details.plan,details.status
R1,P1,note,2024-02-29,Limping,Surgery,published,Dr Voss,Rest,Watch him,See again,
R2,P2,Diagnosis,2024-03-01,Otitis,,,,,,,tentative
""",
    "doses": """\
dose_id,pet_id,vaccine,given_on,planned_on,product,batch
D1,P1,rabies,2024-03-01,,"Rabies, 3 years",A1
D2,P2,Feline chlamydia,,2030-01-01,,
""",
    "weights": """\
pet_id,date,weight,unit
P1,2024-03-01,"12,4",kg
P1,2024-03-01 17:30,27,lbs
""",
    "temperatures": """\
pet_id,date,temperature,unit
P2,2024-03-01,101.3,F
""",
}

TABLES = (Customer, Pet, MedicalRecord, Dose, Measurement, VaccineType, Subtype)


def stored(vera, model):
    chosen = system(model) if model in TABLES and model not in OWNED else visible(vera.actor, model)
    rows = run(lambda db: db.exec(chosen.where(col(model.external_id).is_not(None))).all())
    return {row.external_id: row for row in rows}


OWNED = (Pet, MedicalRecord, Dose, Measurement)


def everything(vera):
    return {model: run(_dump, vera.actor, model) for model in TABLES}


def _dump(db, actor, model):
    chosen = visible(actor, model) if model in OWNED else system(model)
    return sorted((row.model_dump() for row in db.exec(chosen)), key=lambda row: row["id"])


def said(report):
    return [str(problem) for problem in report.problems]
