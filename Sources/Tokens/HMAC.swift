internal import JWTKit

/// HMAC-SHA-256 of a text under a key; `nil` when the library can't, which it always can.
func hmac(of text: String, under key: [UInt8]) async -> [UInt8]? {
  let collection = JWTKeyCollection()
  await collection.add(hmac: HMACKey(from: key), digestAlgorithm: .sha256)
  return try? await collection.getKey().sign(Array(text.utf8))
}
