"""Customers with a thread each, and staff members, all signed in, for benchmarks/messages.py.

Run as a program with the environment of a portal; prints their cookies as JSON.
"""

import json
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from benchmarks.serving import ROOT, environment_of
from models.auth import AuthSession
from models.customers import Customer
from models.messaging import Thread
from models.staff import Group, GroupMembership, Location, StaffMember
from portal_app.commands.migrate import upgrade
from services import messaging
from services.access import CUSTOMERS_MAY, Actor, Permission
from services.core import clock, tokens
from services.core.db import run

STAFF = 5  # people


def make(customers: int) -> tuple[Path, dict[str, Any]]:
    """Make the data of a portal; return where it is, and the cookies."""
    data = Path(tempfile.mkdtemp(prefix="pawgate-bench-"))
    program = [sys.executable, "-m", "benchmarks.messages_data", str(customers)]
    done = subprocess.run(
        program, cwd=ROOT, env=environment_of(data), capture_output=True, text=True, check=True
    )
    return data, json.loads(done.stdout.splitlines()[-1])


def _fill(db: Session, customers: int) -> dict[str, Any]:
    place = Location(name="Bench")
    group = Group(name="Bench", permissions=[one.value for one in Permission])
    db.add_all([place, group])
    db.flush()
    return {
        "staff": [_member(db, group, number) for number in range(STAFF)],
        "customers": [_customer(db, place, number) for number in range(customers)],
    }


def _member(db: Session, group: Group, number: int) -> str:
    member = StaffMember(name=f"Vera Voss {number}", email=f"vera{number}@bench.test")
    db.add(member)
    db.flush()
    db.add(GroupMembership(staff_member_id=member.id, group_id=group.id))
    return _sign_in(db, staff_member_id=member.id)


def _customer(db: Session, place: Location, number: int) -> tuple[str, str]:
    owner = Customer(
        first_name="Bench", email=f"bench{number}@bench.test", home_location_id=place.id
    )
    db.add(owner)
    db.flush()
    thread = Thread(customer_id=owner.id, topic="A question")
    db.add(thread)
    db.flush()
    actor = Actor(owner.id, owner.id, owner.name, CUSTOMERS_MAY, owner.id)
    messaging.post(db, actor, thread.id, "The first message", key="first")
    return _sign_in(db, customer_id=owner.id), str(thread.id)


def _sign_in(db: Session, **whose: Any) -> str:
    token = tokens.new()
    session = AuthSession(
        token_hash=tokens.digest(token),
        seen_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=12),
        **whose,
    )
    db.add(session)
    return token


if __name__ == "__main__":
    upgrade()
    print(json.dumps(run(_fill, int(sys.argv[1]))))
