"""Libcloud's Route 53 driver: HTTP and XML of its own, in version 2012-02-29 of the API. Prints what it saw, a line each."""
import sys
from urllib.parse import urlsplit

from libcloud.dns.providers import get_driver
from libcloud.dns.types import Provider, RecordDoesNotExistError, RecordType, ZoneDoesNotExistError

url = urlsplit(sys.argv[1])
driver = get_driver(Provider.ROUTE53)("any", "any", secure=False, host=url.hostname, port=url.port)


def shown(zone):
    records = [r for r in driver.list_records(zone) if r.type not in (RecordType.NS, RecordType.SOA)]
    return sorted(f"{r.name or '@'} {r.type} {r.ttl} {r.data}" for r in records)


zone = driver.create_zone("shop.example", extra={"Comment": "a shop"})
print("zone", zone.domain, zone.extra["Comment"], [z.domain for z in driver.list_zones()])
driver.create_record("www", zone, RecordType.A, "192.0.2.1", {"ttl": 60})
driver.create_record("", zone, RecordType.TXT, "text", {"ttl": 60})
driver.create_record("mail", zone, RecordType.MX, "mx.shop.example.", {"ttl": 60, "priority": 10})
driver.ex_create_multi_value_record("many", zone, RecordType.A, "192.0.2.1\n192.0.2.2", {"ttl": 60})
print("made", shown(zone))
driver.update_record(driver.get_record(zone.id, "A:www"), data="192.0.2.9", extra={"ttl": 30})
print("updated", driver.get_record(zone.id, "A:www").data)
try:
    driver.get_record(zone.id, "A:none")
except RecordDoesNotExistError as error:
    print("no record", error.record_id)
driver.delete_record(driver.get_record(zone.id, "A:www"))
print("left", shown(zone))
many = [r for r in driver.list_records(zone) if r.name == "many"]
driver.update_record(many[0], data="192.0.2.8", extra={"ttl": 60})
print("one of many", shown(zone))
try:
    driver.get_zone("Z0")
except ZoneDoesNotExistError as error:
    print("no zone", error.zone_id)
