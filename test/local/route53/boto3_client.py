"""Calls a local Route 53 through boto3 and prints what came of it, one line for each promise."""
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.exceptions import ClientError

client = boto3.client("route53", endpoint_url=sys.argv[1])


def record(name, **more):
    return {"Name": name, "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}], **more}


def change(zone, action, *sets):
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": s} for s in sets]}
    return client.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)["ChangeInfo"]


def refused(call):
    try:
        call()
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        print("refused", type(error).__name__, status, error.response["Error"]["Message"])


created = client.create_hosted_zone(Name="example.com", CallerReference="one")
zone = created["HostedZone"]["Id"]
print("created", created["ResponseMetadata"]["HTTPStatusCode"], created["Location"].rsplit("/", 1)[0])

info = change(zone, "CREATE", *[record(f"n{i}.example.com") for i in range(600)])
client.get_waiter("resource_record_sets_changed").wait(Id=info["Id"])
print("waited", client.get_change(Id=info["Id"])["ChangeInfo"]["Status"])

pages = [len(p["ResourceRecordSets"]) for p in client.get_paginator("list_resource_record_sets").paginate(
    HostedZoneId=zone, PaginationConfig={"PageSize": 300})]
print("paged", sum(pages), "in pages of", ", ".join(map(str, pages)))

refused(lambda: change(zone, "DELETE", record("gone.example.com")))
refused(lambda: client.get_health_check_status(HealthCheckId="gone"))

config = {"Type": "HTTP", "IPAddress": "52.0.0.1", "Port": 80}
check = client.create_health_check(CallerReference="c", HealthCheckConfig=config)["HealthCheck"]
refused(lambda: client.create_health_check(CallerReference="c", HealthCheckConfig={**config, "Port": 81}))

with ThreadPoolExecutor(8) as pool:
    done = list(pool.map(lambda i: change(zone, "UPSERT", record(f"n{i}.example.com", TTL=5))["Status"], range(40)))
print("at once", done.count("PENDING"), "of", len(done))

text = 'é <&> \\"quoted\\" \\\\t kept'.replace("é", "\\303\\251")
change(zone, "CREATE", record("text.example.com", Type="TXT", ResourceRecords=[{"Value": f'"{text}"'}],
                              SetIdentifier='é <&> "quoted" \\t kept', Weight=0))
sets = client.list_resource_record_sets(HostedZoneId=zone, StartRecordName="text.example.com", MaxItems="1")
print("text", sets["ResourceRecordSets"][0]["SetIdentifier"])

updated = client.update_health_check(HealthCheckId=check["Id"], HealthCheckVersion=1, FailureThreshold=1)["HealthCheck"]
print("updated", updated["HealthCheckVersion"], updated["HealthCheckConfig"]["FailureThreshold"])

print("deleted", client.delete_health_check(HealthCheckId=check["Id"])["ResponseMetadata"]["HTTPStatusCode"])
