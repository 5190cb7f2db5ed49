"""Runs 1EdTech's openbadges-validator-core (PyPI « openbadges ») on the badges named on standard input.

Reads a list of jobs {"name", "text" | "file", "email"?} as JSON, answers {name: {"valid", "messages"}} as JSON. Its packages date
from 2017; what follows bridges the gaps with those of today, and changes none of its judgements. Loopback only.
"""
import io
import json
import logging
import sys
import traceback
from urllib.parse import urlparse

try:
    import Crypto.PublicKey.RSA  # noqa: F401
except ImportError:  # Some systems install pycryptodome under this name.
    import Cryptodome
    import Cryptodome.PublicKey.RSA

    sys.modules['Crypto'] = Cryptodome
    sys.modules['Crypto.PublicKey'] = Cryptodome.PublicKey
    sys.modules['Crypto.PublicKey.RSA'] = Cryptodome.PublicKey.RSA

import requests
import requests_cache

if not hasattr(requests_cache.CachedSession, 'remove_expired_responses'):
    requests_cache.CachedSession.remove_expired_responses = lambda self, *_: self.cache.delete(expired=True)

LOOPBACK = ('localhost', '127.0.0.1', '::1')
send = requests.adapters.HTTPAdapter.send


def send_to_loopback(self, request, *args, **kwargs):
    if urlparse(request.url).hostname not in LOOPBACK:
        raise requests.ConnectionError('only loopback is reached: ' + request.url)
    return send(self, request, *args, **kwargs)


requests.adapters.HTTPAdapter.send = send_to_loopback

import openbadges  # noqa: E402
from openbadges.verifier import utils  # noqa: E402
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT  # noqa: E402
from openbadges.verifier.tasks import crypto  # noqa: E402

# The terms of version 1 all stand in the context of version 2, which the validator carries.
CONTEXTS = {
    'https://w3id.org/openbadges/v1': OPENBADGES_CONTEXT_V2_DICT,
    'https://w3id.org/openbadges/v2': OPENBADGES_CONTEXT_V2_DICT,
}
load = utils.CachableDocumentLoader.__call__


def load_document(self, url, _options=None):
    # PyLD gives two arguments since version 1 and wants the type of the answer.
    if url in CONTEXTS:
        document = {'contextUrl': None, 'documentUrl': url, 'document': CONTEXTS[url]}
    else:
        document = load(self, url)
    document['contentType'] = 'application/ld+json'
    return document


utils.CachableDocumentLoader.__call__ = load_document
construct = crypto.jwk.construct


def construct_from_pem(key, algorithm=None):
    # python-jose takes no key object of pycryptodome any more.
    return construct(key.export_key().decode() if hasattr(key, 'export_key') else key, algorithm)


crypto.jwk.construct = construct_from_pem


def judge(job):
    given = open(job['file'], 'rb') if 'file' in job else job['text']
    profile = {'email': job['email']} if 'email' in job else None
    report = openbadges.verify(given, recipient_profile=profile, use_cache=False, cache_backend=None)['report']
    messages = [one['result'] for one in report['messages'] if one['messageLevel'] == 'ERROR']
    return {'valid': report['valid'], 'messages': messages}


def main():
    logging.disable(logging.CRITICAL)
    out, sys.stdout = sys.stdout, io.StringIO()
    answers = {}
    for job in json.load(sys.stdin):
        try:
            answers[job['name']] = judge(job)
        except Exception:  # It throws on some inputs: that is an answer too.
            answers[job['name']] = {'valid': False, 'messages': [traceback.format_exc(limit=0).strip()]}
    json.dump(answers, out)


main()
