import Synchronization
public import VoiceCore

/// Ciphers as the port describes them, for laws on what is sealed: they keep nothing secret from anybody who can count, but
/// sealed bytes look like nothing, open as their row only, and a changed bit is found.
public final class ModelCiphers: RowCiphers {
  /// The newest data key of each tenant, and how often was sealed.
  private let state = Mutex((keys: [Tenant.ID: UInt32](), seals: UInt64(0)))

  /// Each tenant has its first key.
  public init() {}

  /// Seals under another key from now on.
  public func rotate(_ tenant: Tenant.ID) { state.withLock { $0.keys[tenant, default: 1] += 1 } }

  public func cipher(for tenant: Tenant.ID) async throws(SealFailure) -> any TenantCipher {
    Cipher(tenant: tenant, key: state.withLock { $0.keys[tenant, default: 1] }, owner: self)
  }

  public func platformIndex(of value: [UInt8], for purpose: String) -> [UInt8] {
    Mixing.bytes(Mixing.hash(of: [Array(purpose.utf8), value]), count: 16)
  }

  public func forget(_ tenant: Tenant.ID) {}

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
