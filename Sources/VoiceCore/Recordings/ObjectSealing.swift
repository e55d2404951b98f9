/// Seals large things for the object store, piece by piece, each object under a secret of its own.
public protocol ObjectSealing: Sendable {
  /// The bytes sealed as the object of this key, which names its tenant. A secret seals each key once.
  func seal(_ plain: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8]

  /// What was sealed as that object. Any changed, missing, added or moved byte, any other key or secret is `.tampered`.
  func open(_ sealed: [UInt8], under secret: ObjectSecret, as key: ObjectKey) throws(SealFailure) -> [UInt8]
}
