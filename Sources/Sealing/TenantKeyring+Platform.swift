internal import Crypto
public import VoiceCore

extension TenantKeyring {
  /// The digest of audit chains: HMAC-SHA-256 under a key of the deployment's own, so that who can write to the store, but
  /// hasn't the master key, can't forge a chain.
  public var auditDigest: AuditDigest {
    let key = platform.key(for: "voicecore audit 1")
    return AuditDigest { Array(HMAC<SHA256>.authenticationCode(for: $0, using: key)) }
  }

  /// The keyed digest of access: HMAC-SHA-256 under a key of the deployment's own, which no rotation changes, so that
  /// devices stay known and a renewal can be answered twice alike on every node.
  public var keyedDigest: KeyedDigest { KeyedDigest(key: platform.key(for: "voicecore access 1")) }

  /// Marks for log lines: the first 48 bits of a keyed hash.
  public var logMarks: LogMarks {
    let key = platform.key(for: "voicecore log marks 1")
    return LogMarks { kind, value in
      hexadecimal(TenantKeys.blindIndex(of: Array(value.utf8), for: kind, under: key).prefix(6))
    }
  }

  /// Signs by Ed25519 (RFC 8032) under a key of the deployment's own, which no rotation changes.
  public var statementSigner: StatementSigner {
    StatementSigner(seed: platform.key(for: "voicecore statements 1"))
  }
}

extension StatementSigner {
  /// Signs under a key that is drawn now and gone with the process: for a store that is gone with it too.
  public static func ephemeral() -> StatementSigner { StatementSigner(seed: SymmetricKey(size: .bits256)) }

  fileprivate init(seed: SymmetricKey) {
    let key: Curve25519.Signing.PrivateKey
    do {
      key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    } catch {
      // 32 bytes are always a seed (RFC 8032, section 5.1.5), and so many were derived.
      preconditionFailure("Ed25519 refused a seed of ours")
    }
    let publicKey = Array(key.publicKey.rawRepresentation)
    self.init(
      sign: { statement in
        guard let bytes = try? key.signature(for: statement) else {
          // Signing needs nothing that could be missing.
          preconditionFailure("Ed25519 could not sign")
        }
        return StatementSignature(publicKey: publicKey, bytes: Array(bytes))
      },
      verify: { signature, statement in
        signature.publicKey == publicKey && key.publicKey.isValidSignature(signature.bytes, for: statement)
      })
  }
}

extension KeyedDigest {
  /// HMAC-SHA-256 under a key that is drawn now and gone with the process: for a store that is gone with it too.
  public static func ephemeral() -> KeyedDigest { KeyedDigest(key: SymmetricKey(size: .bits256)) }

  fileprivate init(key: SymmetricKey) {
    self.init { text in
      TokenDigest(hex: hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))
    }
  }
}

extension AuditDigest {
  /// SHA-256 without a key, for what needs to be checked by those who have none.
  public static let sha256 = AuditDigest { Array(SHA256.hash(data: $0)) }
}
