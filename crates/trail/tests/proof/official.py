"""What does `aws cloudtrail validate-logs` say of trails that lie in folders?

Runs AWS's own validator, as it is in the package awscli, on a copy of buckets for each folder given. Only what reaches AWS
is replaced: listing and getting objects, ListPublicKeys, DescribeTrails and DescribeOrganization answer from the folder.
Prints one JSON object per folder: the lines of the validator.
"""

import contextlib
import io
import json
import pathlib
import sys

from awscli.customizations.cloudtrail.validation import (
    CloudTrailValidateLogs,
    normalize_date,
    parse_date,
)
from botocore.exceptions import ClientError


class S3:
    """An S3 client that reads `s3/<bucket>/<key>`."""

    def __init__(self, folder):
        self.root = folder / "s3"
        self.metadata = json.loads((folder / "object-metadata.json").read_text())

    def get_client(self, bucket):
        return self

    def get_paginator(self, operation):
        assert operation == "list_objects"
        return self

    def paginate(self, Bucket, Marker, Prefix):
        bucket = self.root / Bucket
        keys = sorted(str(f.relative_to(bucket)) for f in bucket.rglob("*") if f.is_file())
        self.listed = [key for key in keys if key > Marker and key.startswith(Prefix)]
        return self

    def search(self, expression):
        assert expression == "Contents[*].Key"
        return iter(self.listed)

    def get_object(self, Bucket, Key):
        file = self.root / Bucket / Key
        if not file.is_file():
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "no such key"}}, "GetObject")
        metadata = self.metadata.get(f"{Bucket}/{Key}", {})
        return {"Body": io.BytesIO(file.read_bytes()), "Metadata": metadata}


class CloudTrail:
    """A CloudTrail client that knows the trail and the keys of the folder."""

    def __init__(self, folder, asked):
        self.keys = json.loads((folder / "public-keys.json").read_text())["PublicKeyList"]
        self.asked = asked

    def list_public_keys(self, StartTime, EndTime):
        def valid(key):
            start, end = (
                normalize_date(parse_date(key[name]))
                for name in ("ValidityStartTime", "ValidityEndTime")
            )
            return start <= EndTime and StartTime <= end

        return {"PublicKeyList": [key for key in self.keys if valid(key)]}

    def describe_trails(self, **_):
        trail = {
            "TrailARN": self.asked["arn"],
            "S3BucketName": self.asked["bucket"],
            "IsOrganizationTrail": bool(self.asked["organization"]),
        }
        if self.asked["prefix"]:
            trail["S3KeyPrefix"] = self.asked["prefix"]
        return {"trailList": [trail]}

    def describe_organization(self):
        return {"Organization": {"Id": self.asked["organization"]}}


def validate(folder):
    asked = json.loads((folder / "asked.json").read_text())
    command = CloudTrailValidateLogs.__new__(CloudTrailValidateLogs)
    # Its constructor only sets these, and wants a session for clients that are not used here.
    command._session = None
    with contextlib.suppress(AttributeError):
        CloudTrailValidateLogs.__init__(command, None)
    command.trail_arn, command.account_id = asked["arn"], asked["account"]
    command.start_time = normalize_date(parse_date(asked["start"]))
    command.end_time = normalize_date(parse_date(asked["end"]))
    command.is_verbose, command._source_region = True, asked["region"]
    command.s3_client_provider = S3(folder)
    command.cloudtrail_client = command.organization_client = CloudTrail(folder, asked)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            command._call()
        except RuntimeError as error:
            print(f"RuntimeError\t{error}")
    return [line for line in said.getvalue().splitlines() if line]


for argument in sys.argv[1:]:
    print(json.dumps(validate(pathlib.Path(argument))))
