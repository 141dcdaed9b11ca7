"""Keys that do not leave their place: functions that sign."""
import subprocess

import imprint
from support import PRODUCER, TestCase, demo_keys, painted


def sign_like_a_kms(request):
    """ES256 by another program; r then s of 32 bytes each, out of its DER."""
    der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", str(demo_keys() / "leaf.key")], input=request, check=True, capture_output=True).stdout
    r_size = der[3]
    r, s = der[4 : 4 + r_size], der[6 + r_size :]
    return r[-32:].rjust(32, b"\0") + s[-32:].rjust(32, b"\0")


class Signers(TestCase):
    def certificates(self):
        return (demo_keys() / "chain.pem").read_text()

    def test_a_function_signs(self):
        requests = []

        def sign(request):
            requests.append(request)
            return sign_like_a_kms(request)

        marked = imprint.mark(painted(), PRODUCER, "1", signer=imprint.Signer(self.certificates(), algorithm="ES256", sign=sign))
        self.assertEqual(marked.report.manifest_state, imprint.ManifestState.VALID)
        self.assertGreaterEqual(len(requests), 1)

    def test_what_it_raises_is_the_cause(self):
        def sign(request):
            raise ConnectionError("the service is down")

        with self.assertRaises(imprint.SignerError) as caught:
            imprint.mark(painted(), PRODUCER, "1", signer=imprint.Signer(self.certificates(), sign=sign))
        self.assertIsInstance(caught.exception.__cause__, ConnectionError)

    def test_answers_that_are_none(self):
        for answer in (b"", b"x" * 64, b"x" * 100_000):
            with self.assertRaises(imprint.SignerError):
                imprint.Context().sign_manifest(painted(), imprint.Signer(self.certificates(), sign=lambda request, answer=answer: answer))

        def time_stamp(request):
            raise TimeoutError("no answer")

        signer = imprint.Signer(self.certificates(), private_key=(demo_keys() / "leaf.key").read_text(), time_stamp=time_stamp)
        with self.assertRaises(imprint.TimeStampError) as caught:
            imprint.Context().sign_manifest(painted(), signer)
        self.assertIsInstance(caught.exception.__cause__, TimeoutError)
