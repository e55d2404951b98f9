/// Signs statements in the deployment's name and checks such signatures.
public struct StatementSigner: Sendable {
  /// The signature of some bytes.
  public let sign: @Sendable ([UInt8]) -> StatementSignature
  /// Whether it is a signature of ours over exactly these bytes.
  public let verify: @Sendable (StatementSignature, [UInt8]) -> Bool

  /// A signer of these closures.
  public init(
    sign: @escaping @Sendable ([UInt8]) -> StatementSignature,
    verify: @escaping @Sendable (StatementSignature, [UInt8]) -> Bool
  ) {
    self.sign = sign
    self.verify = verify
  }
}

/// A signature and what it is checked with.
public struct StatementSignature: Hashable, Sendable, Codable {
  /// The public key of who signed; for Ed25519 (RFC 8032) 32 bytes.
  public let publicKey: [UInt8]
  /// For Ed25519 64 bytes.
  public let bytes: [UInt8]

  /// A signature of these bytes.
  public init(publicKey: [UInt8], bytes: [UInt8]) {
    self.publicKey = publicKey
    self.bytes = bytes
  }
}
