internal import FoundationEssentials

/// A password verifier as text: `scrypt$N$r$p$salt$hash`, salt and hash in base64.
struct ScryptVerifier {
  /// Random bytes of salt in a new verifier.
  static let saltBytes = 16
  /// Bytes of derived key in a new verifier.
  static let hashBytes = 32
  /// What is accepted from stored text.
  private static let allowedSaltBytes = 8...64
  private static let allowedHashBytes = 16...64

  let cost: ScryptCost
  let salt: [UInt8]
  let hash: [UInt8]

  init(cost: ScryptCost, salt: [UInt8], hash: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.hash = hash
  }

  /// Reads the text; `nil` for another algorithm, a cost out of bounds, anything that isn't base64.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
      let parallelism = Int(parts[3]),
      let cost = ScryptCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism),
      let salt = Data(base64Encoded: String(parts[4])), Self.allowedSaltBytes.contains(salt.count),
      let hash = Data(base64Encoded: String(parts[5])), Self.allowedHashBytes.contains(hash.count)
    else { return nil }
    self.init(cost: cost, salt: Array(salt), hash: Array(hash))
  }

  var text: String {
    let numbers = "\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)"
    return "scrypt$\(numbers)$\(Data(salt).base64EncodedString())$\(Data(hash).base64EncodedString())"
  }

  /// Whether two hashes are equal, in a time that depends on their length only.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(into: 0 as UInt8) { difference, pair in difference |= pair.0 ^ pair.1 } == 0
  }
}
