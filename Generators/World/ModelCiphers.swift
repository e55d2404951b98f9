import Synchronization
public import VoiceCore

/// Ciphers as the port describes them, for laws on what is sealed: they keep nothing secret from anybody who can count, but
/// sealed bytes look like nothing, open as their row only, and a changed bit is found.
public final class ModelCiphers: RowCiphers {
  private struct State: Sendable {
    /// The newest data key of each tenant that has one at hand.
    var keys: [Tenant.ID: UInt32] = [:]
    var seals: UInt64 = 0
    /// How many keys were made here.
    var made: UInt32 = 0
  }

  private let state = Mutex(State())
  /// Where the keys are kept; `nil`: each tenant has its first key from the beginning.
  private let records: (any TenantKeyRecords)?

  /// Each tenant has its first key.
  public init() { records = nil }

  /// Keys are made and kept as a store keeps them, two for each tenant; they are at hand until they are forgotten. A row
  /// opens under the key that it was sealed by and no other.
  public init(over records: any TenantKeyRecords) { self.records = records }

  /// Seals under another key from now on.
  public func rotate(_ tenant: Tenant.ID) { state.withLock { $0.keys[tenant, default: 1] += 1 } }

  public func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    guard let records else {
      return Cipher(tenant: tenant, key: state.withLock { $0.keys[tenant, default: 1] }, owner: self, isExact: false)
    }
    if let key = state.withLock({ $0.keys[tenant] }) {
      return Cipher(tenant: tenant, key: key, owner: self, isExact: true)
    }
    let key: UInt32
    do throws(StoreFailure) { key = try await loaded(tenant, from: records) } catch { throw SealFailure(error) }
    state.withLock { $0.keys[tenant] = key }
    return Cipher(tenant: tenant, key: key, owner: self, isExact: true)
  }

  private func loaded(
    _ tenant: Tenant.ID, from records: any TenantKeyRecords
  ) async throws(StoreFailure) -> UInt32 {
    var kept = try await records.keys(of: tenant)
    for number in 0...UInt32(1) where !kept.contains(where: { $0.number == number }) {
      let made = state.withLock { state in
        state.made += 1
        return state.made
      }
      let bytes = (0..<4).map { UInt8(truncatingIfNeeded: made >> (8 * UInt32($0))) }
      kept = try await records.add(WrappedKey(number: number, masterKeyID: "model", bytes: bytes), for: tenant)
    }
    guard let newest = kept.max(by: { $0.number < $1.number }) else { throw .corrupt }
    return newest.bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  public func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    Mixing.bytes(Mixing.hash(of: [Array(purpose.utf8), value]), count: 16)
  }

  public func forget(_ tenant: Tenant.ID) { reload(tenant) }

  public func reload(_ tenant: Tenant.ID) {
    if records != nil { state.withLock { _ = $0.keys.removeValue(forKey: tenant) } }
  }

  fileprivate func nextSeal() -> UInt64 {
    state.withLock { state in
      state.seals += 1
      return state.seals
    }
  }
}

private struct Cipher: TenantCipher {
  let tenant: Tenant.ID
  let key: UInt32
  let owner: ModelCiphers
  /// Whether it opens nothing that was sealed by another key.
  let isExact: Bool

  private static let tagLength = 16

  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    var header = CanonicalBytes(of: "model")
    header.append(key)
    header.append(owner.nextSeal())
    let stream = Mixing.bytes(Mixing.hash(of: [header.bytes, name(identity)]), count: plain.count)
    let tag = Mixing.bytes(Mixing.hash(of: [header.bytes, name(identity), plain]), count: Self.tagLength)
    return header.bytes + tag + zip(plain, stream).map { $0 ^ $1 }
  }

  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    var sample = CanonicalBytes(of: "model")
    sample.append(UInt32(0))
    sample.append(UInt64(0))
    let length = sample.bytes.count
    guard sealed.count >= length + Self.tagLength else { throw .tampered }
    let header = Array(sealed[..<length])
    if isExact {
      var ours = CanonicalBytes(of: "model")
      ours.append(key)
      guard header.starts(with: ours.bytes) else { throw .tampered }
    }
    let body = sealed[(length + Self.tagLength)...]
    let stream = Mixing.bytes(Mixing.hash(of: [header, name(identity)]), count: body.count)
    let plain = zip(body, stream).map { $0 ^ $1 }
    let tag = Mixing.bytes(Mixing.hash(of: [header, name(identity), plain]), count: Self.tagLength)
    guard tag.elementsEqual(sealed[length..<(length + Self.tagLength)]) else { throw .tampered }
    return plain
  }

  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    var name = CanonicalBytes(of: purpose)
    name.append(tenant)
    return Mixing.bytes(Mixing.hash(of: [name.bytes, value]), count: 16)
  }

  private func name(_ identity: RowIdentity) -> [UInt8] {
    var name = CanonicalBytes(of: identity.table)
    name.append(tenant)
    name.append(identity.key)
    return name.bytes
  }
}

/// Bytes that look like chance: FNV-1a to begin with, SplitMix64 to go on.
private enum Mixing {
  static func hash(of parts: [[UInt8]]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }

  static func bytes(_ seed: UInt64, count: Int) -> [UInt8] {
    var state = seed
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      word ^= word >> 31
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
    }
    return Array(bytes.prefix(count))
  }
}
