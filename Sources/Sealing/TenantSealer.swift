internal import Crypto
internal import Synchronization
internal import VoiceCore

/// Seals one tenant's rows: a `SealedHeader`, and a `SealedBox` that authenticates it and the row's identity.
final class TenantSealer: TenantCipher {
  /// The most numbers that are looked for because a row named them and nobody had them: altered rows can't make a node
  /// ask the store again and again.
  static let maximumMissing = 16

  private struct State {
    /// `nil` once they were forgotten.
    var keys: TenantKeys?
    var missing: Set<UInt32> = []
  }

  private let tenant: Tenant.ID
  /// False for a tenant that has none (yet).
  let hasKeys: Bool
  /// Numbers that weren't among the keys although they were looked for just now.
  private let soughtInVain: Set<UInt32>
  private let sealLimit: UInt64
  private let seals = Atomic<UInt64>(0)
  private let state: Mutex<State>
  /// What indexes are made under where there are no keys: nothing was ever kept under it.
  private let nothing = SymmetricKey(size: .bits256)

  init(_ keys: TenantKeys, of tenant: Tenant.ID, soughtInVain: Set<UInt32> = [], sealLimit: UInt64) {
    self.tenant = tenant
    hasKeys = true
    self.soughtInVain = soughtInVain
    self.sealLimit = sealLimit
    state = Mutex(State(keys: keys))
  }

  /// The cipher of a tenant that has no keys.
  init(withoutKeysOf tenant: Tenant.ID) {
    self.tenant = tenant
    hasKeys = false
    soughtInVain = []
    sealLimit = 0
    state = Mutex(State(keys: nil))
  }

  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    guard plain.count <= SealLimits.maximumPlainBytes else { throw .tooLong }
    guard hasKeys else { throw .keyUnavailable }
    guard let keys = state.withLock({ $0.keys }), let key = keys.sealing(keys.newest) else { throw .destroyed }
    guard seals.wrappingAdd(1, ordering: .relaxed).oldValue < sealLimit else { throw .keyExhausted }
    let header = SealedHeader.bytes(keys.newest)
    return header + SealedBox.seal(plain, under: key, authenticating: header + identity.associatedData)
  }

  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    guard let version = sealed.first else { throw .tampered }
    guard version == SealedHeader.version else { throw .unsupportedVersion }
    guard sealed.count >= SealedHeader.count + SealedBox.overhead, let number = SealedHeader.number(in: sealed) else {
      throw .tampered
    }
    // Made, and sealed with, since they were looked for.
    guard hasKeys else { throw miss(number) }
    guard let keys = state.withLock({ $0.keys }) else { throw .destroyed }
    guard let key = keys.sealing(number) else {
      guard number != WrappedKey.indexNumber, !soughtInVain.contains(number) else { throw .tampered }
      throw miss(number)
    }
    let box = sealed[SealedHeader.count...]
    let associated = SealedHeader.bytes(number) + identity.associatedData
    guard let plain = SealedBox.open(box, under: key, authenticating: associated) else { throw .tampered }
    return plain
  }

  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    state.withLock({ $0.keys })?.blindIndex(of: value, for: purpose)
      ?? TenantKeys.blindIndex(of: value, for: purpose, under: nothing)
  }

  /// Destroys the keys, wherever the cipher is still held.
  func forget() { state.withLock { $0.keys = nil } }

  /// See `TenantCipher`; `nil` once the keys were forgotten.
  var generation: UInt32? { state.withLock { $0.keys?.newest } }

  /// Whether rows named keys that aren't here: a reason to load them anew.
  var misses: Bool { state.withLock { !$0.missing.isEmpty } }

  /// What the one that takes this one's place needn't look for: all that was missed, as long as something is.
  var sought: Set<UInt32> {
    state.withLock { $0.missing.isEmpty ? [] : $0.missing.union(soughtInVain) }
  }

  /// Whether the key sealed so much here that it is to be rotated.
  var isDue: Bool { seals.load(ordering: .relaxed) >= min(SealLimits.sealsBeforeRotation, sealLimit / 2) }

  private func miss(_ number: UInt32) -> SealFailure {
    state.withLock { state in
      guard state.missing.count + soughtInVain.count < Self.maximumMissing else { return .tampered }
      state.missing.insert(number)
      return .unknownKey
    }
  }
}
