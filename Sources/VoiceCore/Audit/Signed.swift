/// Something that is said for good, and signed.
public protocol SignedContent: Equatable, Sendable, Codable {
  /// What is signed.
  var canonicalBytes: [UInt8] { get }
}

/// A statement that anybody can check who has the deployment's public key.
public struct Signed<Statement: SignedContent>: Equatable, Sendable, Codable {
  public let statement: Statement
  public let signature: StatementSignature

  /// The statement under its signature, whether or not it is genuine.
  public init(_ statement: Statement, signature: StatementSignature) {
    self.statement = statement
    self.signature = signature
  }

  /// The statement, signed.
  public init(_ statement: Statement, by signer: StatementSigner) {
    self.init(statement, signature: signer.sign(statement.canonicalBytes))
  }

  /// Whether this deployment signed exactly this statement.
  public func isGenuine(to signer: StatementSigner) -> Bool {
    signer.verify(signature, statement.canonicalBytes)
  }
}
