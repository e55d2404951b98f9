import Sealing
import Testing
import VoiceCore

@Suite("Blind indexes")
struct BlindIndexTests {
  let bench = Bench()
  let address = Array("ada@example.com".utf8)

  @Test func `equal values have equal indexes of 16 bytes, on every node`() async throws {
    let one = try await bench.keyring().cipher(for: Bench.first)
    let other = try await bench.keyring().cipher(for: Bench.first)
    let index = one.blindIndex(of: address, for: "users.email")
    #expect(index.count == SealLimits.blindIndexBytes)
    #expect(other.blindIndex(of: address, for: "users.email") == index)
  }

  @Test func `values, purposes, tenants and deployments have nothing in common`() async throws {
    let keyring = try await bench.keyring()
    let first = try await keyring.cipher(for: Bench.first)
    let second = try await keyring.cipher(for: Bench.second)
    let elsewhere = try await Bench().keyring()
    let indexes = [
      first.blindIndex(of: address, for: "users.email"),
      first.blindIndex(of: address, for: "contacts.email"),
      first.blindIndex(of: address + [0], for: "users.email"),
      // What the purpose loses the value gains.
      first.blindIndex(of: Array("l".utf8) + address, for: "users.emai"),
      first.blindIndex(of: [], for: "users.email"),
      second.blindIndex(of: address, for: "users.email"),
      keyring.platformIndex(of: address, for: "users.email"),
      elsewhere.platformIndex(of: address, for: "users.email"),
    ]
    #expect(Set(indexes).count == indexes.count)
  }

  @Test func `no rotation changes an index`() async throws {
    let keyring = try await bench.keyring()
    let before = try await keyring.cipher(for: Bench.first).blindIndex(of: address, for: "users.email")
    let platform = keyring.platformIndex(of: address, for: "domains")
    try await keyring.rotate(Bench.first)
    let both = Bench.masterKeyText(from: 99) + "," + Bench.masterKeyText(from: 1)
    try await bench.keyring(both).rewrap([Bench.first])
    let after = try await bench.keyring(Bench.masterKeyText(from: 99))
    #expect(try await after.cipher(for: Bench.first).blindIndex(of: address, for: "users.email") == before)
    #expect(after.platformIndex(of: address, for: "domains") == platform)
  }
}
