internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials
public import VoiceCore

/// Passwords kept as scrypt (RFC 7914) with a random salt each, worked out on threads of their own.
public struct ScryptPasswords: Passwords {
  /// The longest password, in UTF-8 bytes.
  public static let maximumBytes = 1024
  /// How many are worked out at once by default; each takes the memory that its cost says.
  public static let standardThreads = 2
  /// How many more may wait for a thread by default; the next one is refused as `.unavailable`.
  public static let standardWaiting = 16

  private let cost: ScryptCost
  private let threads: HashingThreads
  /// Stands in where there is no verifier, so that the answer takes as long.
  private let decoy: ScryptVerifier

  /// A port with this cost for new verifiers and these bounds.
  public init(
    cost: ScryptCost = .standard, threads: Int = standardThreads, waiting: Int = standardWaiting
  ) {
    self.cost = cost
    self.threads = HashingThreads(threads: threads, waiting: waiting)
    decoy = ScryptVerifier(
      cost: cost, salt: randomBytes(ScryptVerifier.saltBytes), hash: randomBytes(ScryptVerifier.hashBytes))
  }

  /// See `Passwords`. The verifier of the empty password is one that nothing opens.
  public func verifier(for password: String) async throws(PasswordFailure) -> PasswordVerifier {
    let salt = randomBytes(ScryptVerifier.saltBytes)
    let hash = try await derive(from: password, cost: cost, salt: salt, byteCount: ScryptVerifier.hashBytes)
    return PasswordVerifier(text: ScryptVerifier(cost: cost, salt: salt, hash: hash).text)
  }

  /// See `Passwords`. A verifier that can't be read is treated as a missing one; the empty password is always wrong.
  public func verify(_ password: String, against verifier: PasswordVerifier?) async throws(PasswordFailure) -> Bool {
    let kept = verifier.flatMap { ScryptVerifier($0.text) }
    let compared = kept ?? decoy
    let hash = try await derive(
      from: password, cost: compared.cost, salt: compared.salt, byteCount: compared.hash.count)
    let isEqual = ScryptVerifier.areEqual(hash, compared.hash)
    return kept != nil && isEqual
  }

  private func derive(
    from password: String, cost: ScryptCost, salt: [UInt8], byteCount: Int
  ) async throws(PasswordFailure) -> [UInt8] {
    guard password.utf8.count <= Self.maximumBytes else { throw .tooLong }
    // The library can't take empty input; random bytes cost the same and match nothing.
    let input = password.isEmpty ? randomBytes(byteCount) : Array(password.utf8)
    let hash = await threads.run { () -> [UInt8]? in
      let key = try? KDF.Scrypt.deriveKey(
        from: input, salt: salt, outputByteCount: byteCount, rounds: cost.rounds, blockSize: cost.blockSize,
        parallelism: cost.parallelism)
      return key?.withUnsafeBytes(Array.init)
    }
    // No place to wait, or no memory for it: both pass.
    guard let hash = hash ?? nil else { throw .unavailable }
    return hash
  }
}
