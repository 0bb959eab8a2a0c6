"""Sign-in: how somebody whom the hub knows by a random id shows that it is them.

door         what all of it needs: the clock, the hub's address, its own secret
vault        the secret of sign-in, which never lies in the database
sessions     who is signed in: hashed random tokens, 30 minutes idle
challenges   single-use challenges that cost the hub nothing until they are answered
limits       how often anybody may try
desks        a desk proves its identity key
passphrases  passphrase and one-time code
passkeys     WebAuthn
recovery     recovery codes
enrolment    from an invitation, or a way back in, to a first passkey or passphrase
"""
