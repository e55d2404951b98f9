import Synchronization
import VoiceCore

/// The keys of one node over a store's records, as the port describes them and in the format of the real ones: version, number
/// of the key, nonce, tag, text. They keep nothing secret from anybody who can count, but what is sealed opens under its key and
/// as its row only. Keys at hand never come of age: a node that nobody tells goes on with them.
final class ModelKeyring: RowCiphers, DataKeys {
  /// Which of a tenant's keys open.
  enum Reach { case all, newest }

  private struct State: Sendable {
    var ciphers: [Tenant.ID: ModelSealer] = [:]
    var made: UInt64 = 0
  }

  private let records: any TenantKeyRecords
  private let reach: Reach
  /// Tells the keys of nodes apart.
  private let node: UInt64
  private let state = Mutex(State())

  init(over records: any TenantKeyRecords, node: UInt64, reach: Reach = .all) {
    self.records = records
    self.reach = reach
    self.node = node
  }

  func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    let known = try await knownCipher(for: tenant)
    if known.hasKeys { return known }
    for number in 0...1 as ClosedRange<UInt32> { try await make(number, for: tenant) }
    return try await knownCipher(for: tenant)
  }

  func knownCipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    if let atHand = state.withLock({ $0.ciphers[tenant] }), !atHand.misses { return atHand }
    let kept = try await kept(of: tenant)
    guard let newest = kept.last(where: { $0.number != WrappedKey.indexNumber }) else {
      return ModelSealer(of: tenant, keys: [:], node: node)
    }
    let opening = kept.filter { reach == .all || $0.number == newest.number }
    let cipher = ModelSealer(
      of: tenant, keys: Dictionary(uniqueKeysWithValues: opening.map { ($0.number, $0.bytes) }), node: node)
    state.withLock { $0.ciphers[tenant] = cipher }
    return cipher
  }

  func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    ModelSealer.index(of: value, for: purpose, CanonicalBytes(of: "model platform").bytes)
  }

  func forget(_ tenant: Tenant.ID) { reload(tenant) }
  func reload(_ tenant: Tenant.ID) { state.withLock { $0.ciphers[tenant] = nil } }
  func reload(_ tenant: Tenant.ID, insteadOf refused: any TenantCipher) {
    state.withLock { state in
      if state.ciphers[tenant] === refused as? ModelSealer { state.ciphers[tenant] = nil }
    }
  }

  func rotate(_ tenant: Tenant.ID) async throws(SealFailure) -> UInt32 {
    let newest = try await numbers(of: tenant).last ?? 0
    try await make(newest + 1, for: tenant)
    reload(tenant)
    return try await numbers(of: tenant).last ?? 0
  }

  func numbers(of tenant: Tenant.ID) async throws(SealFailure) -> [UInt32] {
    try await kept(of: tenant).map(\.number).filter { $0 != WrappedKey.indexNumber }
  }

  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(SealFailure) {
    do throws(StoreFailure) { try await records.retire(below: number, of: tenant) } catch { throw SealFailure(error) }
    reload(tenant)
  }

  private func kept(of tenant: Tenant.ID) async throws(SealFailure) -> [WrappedKey] {
    do throws(StoreFailure) { return try await records.keys(of: tenant) } catch { throw SealFailure(error) }
  }

  private func make(_ number: UInt32, for tenant: Tenant.ID) async throws(SealFailure) {
    let made = state.withLock { state in
      state.made += 1
      return state.made
    }
    var bytes = CanonicalBytes(of: "model key")
    bytes.append(node)
    bytes.append(made)
    let key = WrappedKey(number: number, masterKeyID: "model", bytes: bytes.bytes)
    do throws(StoreFailure) { _ = try await records.add(key, for: tenant) } catch { throw SealFailure(error) }
  }
}

/// One tenant's model cipher.
final class ModelSealer: TenantCipher {
  private static let (headerBytes, nonceBytes, tagBytes) = (SealedHeader.count, 12, 16)

  private let tenant: Tenant.ID
  private let keys: [UInt32: [UInt8]]
  private let node: UInt64
  private let seals = Atomic<UInt64>(0)
  private let hasMissed = Atomic<Bool>(false)

  init(of tenant: Tenant.ID, keys: [UInt32: [UInt8]], node: UInt64) {
    self.tenant = tenant
    self.keys = keys
    self.node = node
  }

  var hasKeys: Bool { !keys.isEmpty }
  var generation: UInt32? { keys.keys.max() }
  var misses: Bool { hasMissed.load(ordering: .relaxed) }

  func seal(_ plain: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    guard let newest = generation, let key = keys[newest] else { throw .keyUnavailable }
    let header = SealedHeader.bytes(newest)
    var nonce: [UInt8] = []
    let count = seals.wrappingAdd(1, ordering: .relaxed).newValue
    for shift in stride(from: 0, to: 64, by: 8) { nonce.append(UInt8(truncatingIfNeeded: count >> UInt64(shift))) }
    for shift in stride(from: 0, to: 32, by: 8) { nonce.append(UInt8(truncatingIfNeeded: node >> UInt64(shift))) }
    let stream = Self.mixed([key, nonce, identity.associatedData], count: plain.count)
    let tag = Self.mixed([key, nonce, identity.associatedData, plain], count: Self.tagBytes)
    return header + nonce + tag + zip(plain, stream).map { $0 ^ $1 }
  }

  func open(_ sealed: [UInt8], as identity: RowIdentity) throws(SealFailure) -> [UInt8] {
    guard identity.tenant == tenant else { throw .wrongTenant }
    let overhead = Self.headerBytes + Self.nonceBytes + Self.tagBytes
    guard sealed.count >= overhead, let number = SealedHeader.number(in: sealed) else { throw .tampered }
    guard let key = keys[number] else {
      hasMissed.store(true, ordering: .relaxed)
      throw .unknownKey
    }
    let nonce = Array(sealed[Self.headerBytes..<(Self.headerBytes + Self.nonceBytes)])
    let body = sealed[overhead...]
    let stream = Self.mixed([key, nonce, identity.associatedData], count: body.count)
    let plain = zip(body, stream).map { $0 ^ $1 }
    let tag = Self.mixed([key, nonce, identity.associatedData, plain], count: Self.tagBytes)
    guard tag.elementsEqual(sealed[(Self.headerBytes + Self.nonceBytes)..<overhead]) else { throw .tampered }
    return plain
  }

  func blindIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    var name = CanonicalBytes(of: "model index")
    name.append(tenant)
    return Self.index(of: value, for: purpose, name.bytes)
  }

  static func index(of value: [UInt8], for purpose: String, _ name: [UInt8]) -> [UInt8] {
    mixed([name, Array(purpose.utf8), value], count: SealLimits.blindIndexBytes)
  }

  /// Bytes that look like chance: FNV-1a to begin with, SplitMix64 to go on.
  private static func mixed(_ parts: [[UInt8]], count: Int) -> [UInt8] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
      state = (state ^ 0xFF) &* 0x100_0000_01B3
    }
    var bytes: [UInt8] = []
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
