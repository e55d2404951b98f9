internal import Crypto
internal import VoiceCore

/// Reads one tenant's keys, and makes those that a new tenant lacks.
struct KeyLoad {
  /// What becomes of a tenant that has no keys.
  enum Lack: Sendable {
    /// They are made: something is to be sealed.
    case mended
    /// It stays as it is: somebody only looks.
    case left
  }

  let provider: any KeyProvider
  let records: any TenantKeyRecords
  let tenant: Tenant.ID

  /// The keys; `nil` for a tenant that has none and is left so.
  func result(_ lack: Lack) async -> Result<TenantKeys?, SealFailure> {
    do throws(SealFailure) {
      switch lack {
      case .mended: return .success(try await keys())
      case .left: return .success(try await knownKeys())
      }
    } catch {
      return .failure(error)
    }
  }

  /// The keys, if there are any that seal: as long as there is only the one for indexes, its maker died, or isn't done.
  private func knownKeys() async throws(SealFailure) -> TenantKeys? {
    let kept = try await kept()
    guard kept.contains(where: { $0.number != WrappedKey.indexNumber }) else { return nil }
    return try await unwrapped(kept)
  }

  func keys() async throws(SealFailure) -> TenantKeys {
    var kept = try await kept()
    // The index key comes first, so that a maker who died between the two left nothing sealed. Where it is missing
    // beside keys that seal, records were lost: a new one would find nothing that was ever indexed.
    if kept.isEmpty { kept = try await make(WrappedKey.indexNumber) }
    if kept.map(\.number) == [WrappedKey.indexNumber] { kept = try await make(WrappedKey.indexNumber + 1) }
    return try await unwrapped(kept)
  }

  private func unwrapped(_ kept: [WrappedKey]) async throws(SealFailure) -> TenantKeys {
    var keys: [UInt32: SymmetricKey] = [:]
    for key in kept {
      var bytes = try await provider.unwrap(key, for: tenant)
      defer { erase(&bytes) }
      guard bytes.count == MasterKeys.keyBytes, keys.updateValue(SymmetricKey(data: bytes), forKey: key.number) == nil
      else { throw .tampered }
    }
    guard let keys = TenantKeys(keys) else { throw .tampered }
    return keys
  }

  /// The records as they are.
  func kept() async throws(SealFailure) -> [WrappedKey] {
    do throws(StoreFailure) { return try await records.keys(of: tenant) } catch { throw SealFailure(error) }
  }

  /// Makes a key of this number, unless another node was first; returns all of them.
  func make(_ number: UInt32) async throws(SealFailure) -> [WrappedKey] {
    var bytes = SymmetricKey(size: .bits256).bytes
    defer { erase(&bytes) }
    let wrapped = try await provider.wrap(bytes, number: number, for: tenant)
    do throws(StoreFailure) {
      return try await records.add(wrapped, for: tenant)
    } catch {
      throw SealFailure(error)
    }
  }
}
