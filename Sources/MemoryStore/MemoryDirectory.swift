import VoiceCore

/// The look-ups that cross tenants, over the maps that every commit keeps.
struct MemoryDirectory: PlatformDirectory {
  let store: MemoryStore

  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? {
    await store.find { $0.numbers[number] }
  }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
    await store.find { $0.domains[domain] }
  }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    await store.find { $0.digests[digest] }
  }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] {
    await store.find { world in world.tenants.filter { $0.value.tenant != nil }.keys.sorted() }
  }
}
