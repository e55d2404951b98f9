/// A statement that anybody can check who has the deployment's public key.
public struct Signed<Statement: Equatable & Sendable & Codable>: Equatable, Sendable, Codable {
  public let statement: Statement
  public let signature: StatementSignature

  /// The statement under its signature, whether or not it is genuine.
  public init(_ statement: Statement, signature: StatementSignature) {
    self.statement = statement
    self.signature = signature
  }

  /// The statement, signed as these bytes, which are the same for equal statements only.
  init(_ statement: Statement, as bytes: [UInt8], by signer: StatementSigner) {
    self.init(statement, signature: signer.sign(bytes))
  }

  func isGenuine(as bytes: [UInt8], to signer: StatementSigner) -> Bool { signer.verify(signature, bytes) }
}
