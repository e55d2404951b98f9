internal import Crypto
internal import VoiceCore

/// Reads one tenant's keys, and makes those that a new tenant lacks.
struct KeyLoad {
  let provider: any KeyProvider
  let records: any TenantKeyRecords
  let tenant: Tenant.ID

  func result() async -> Result<TenantKeys, SealFailure> {
    do throws(SealFailure) { return .success(try await keys()) } catch { return .failure(error) }
  }

  func keys() async throws(SealFailure) -> TenantKeys {
    var kept = try await kept()
    // The index key comes first, so that a maker who died between the two left nothing sealed. Where it is missing
    // beside keys that seal, records were lost: a new one would find nothing that was ever indexed.
    if kept.isEmpty { kept = try await make(WrappedKey.indexNumber) }
    if kept.map(\.number) == [WrappedKey.indexNumber] { kept = try await make(WrappedKey.indexNumber + 1) }
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
