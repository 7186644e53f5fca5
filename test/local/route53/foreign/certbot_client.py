"""certbot's own authenticator for Route 53, without a certificate authority: solves two challenges under one name, waits, cleans up."""
import sys
from unittest import mock

import josepy
from acme import challenges, messages
from certbot import achallenges
from certbot_dns_route53._internal.dns_route53 import Authenticator
from cryptography.hazmat.backends import default_backend
from cryptography.hazmat.primitives.asymmetric import rsa

key = josepy.JWKRSA(key=rsa.generate_private_key(public_exponent=65537, key_size=2048, backend=default_backend()))


def challenge(domain, token):
    body = messages.ChallengeBody(chall=challenges.DNS01(token=token * 32), uri="http://ca.invalid", status=messages.STATUS_PENDING)
    return achallenges.KeyAuthorizationAnnotatedChallenge(challb=body, domain=domain, account_key=key)


config = mock.MagicMock(route53_propagation_seconds=0)
authenticator = Authenticator(config, "route53")
both = [challenge(sys.argv[1], b"a"), challenge(sys.argv[1], b"b")]
authenticator.perform(both)
print("\n".join(sorted(c.validation(key) for c in both)), flush=True)
print("performed", flush=True)
sys.stdin.readline()
for c in both:
    authenticator._cleanup(c.domain, c.validation_domain_name(c.domain), c.validation(key))
try:
    authenticator.perform([challenge("nowhere.invalid", b"c")])
except Exception as error:  # certbot.errors.PluginError
    print(type(error).__name__, str(error).splitlines()[0])
