import Foundation
import Generators
import MemoryStore
import Testing
import VoiceCore

@Suite("Tenants and what they begin with")
struct TenantTests {
  @Test func `settings that are older than a setting are read with its default`() throws {
    let number = try #require(PhoneNumber("+14155550101"))
    let written = try JSONEncoder().encode(TenantSettings(customerService: number))
    var tree = try #require(try JSONSerialization.jsonObject(with: written) as? [String: Any])
    tree["greetings"] = nil
    tree["openingHours"] = nil
    let old = try JSONSerialization.data(withJSONObject: tree)
    #expect(try JSONDecoder().decode(TenantSettings.self, from: old) == TenantSettings(customerService: number))
    var greeted = TenantSettings(customerService: number)
    greeted.greetings.greet(Greeting("¡Hola!", in: .spanish))
    greeted.greetings.greet(Greeting("Hello!", in: .english))
    greeted.greetings.greet(Greeting("Hi!", in: .english))
    let again = try JSONDecoder().decode(TenantSettings.self, from: JSONEncoder().encode(greeted))
    #expect(again == greeted && again.greetings.all.map(\.text) == ["Hi!", "¡Hola!"])
  }

  @Test(arguments: [("Acme", true), ("e\u{301}", true), ("😀", true), ("", false), (" \u{A0}", false), ("a\nb", false)])
  func `a name is something to see on one line`(name: String, isOne: Bool) {
    #expect(Tenant.isName(name) == isOne)
    #expect(!Tenant.isName(String(repeating: "x", count: 201)))
  }

  @Test(arguments: ["a", "ab", "abc", "abcd", "token-43-characters-of-url-safe-text-000001"])
  func `a webhook secret is base64 of the token's bytes, and shows itself to nobody`(token: String) {
    let secret = WebhookSecret(random: token)
    #expect(secret.text == "whsec_" + Data(token.utf8).base64EncodedString())
    #expect("\(secret)" == "webhook secret")
  }

  @Test func `a tenant from before there were secrets has one when it is wanted`() async throws {
    let store = MemoryStore()
    let tenant = TestTenant.plan(1).tenant
    try await store.transaction(for: tenant.id) { scope throws(StoreFailure) in try await scope.save(tenant) }
    for word in ["a", "b"] {
      let secret = try await store.transaction(for: tenant.id) { scope throws(StoreFailure) in
        try await scope.webhookSecret(orNew: WebhookSecret(random: word))
      }
      #expect(secret == WebhookSecret(random: "a"))
    }
  }

  @Test func `a tenant's new name is in the greetings that it didn't word itself, and its new language has one`()
    async throws
  {
    let store = MemoryStore()
    let auditing = Auditing(time: ManualTime(), ids: .counting(), digest: AuditDigest { Array($0.suffix(8)) })
    var tenant = TestTenant.plan(1).tenant
    let french = try #require(Language("fr"))
    tenant.settings.greetings.greet(Greeting(Phrase.welcome(company: tenant.name).text(in: .english), in: .english))
    tenant.settings.greetings.greet(Greeting("¡Hola!", in: .spanish))
    let before = tenant
    try await store.transaction(for: tenant.id) { scope throws(StoreFailure) in try await scope.save(before) }
    let change = ChangeTenant(store: store, auditing: auditing)
    let after = try await change(tenant.id, name: "Nova", language: french, by: .commandLine)
    let texts = Dictionary(uniqueKeysWithValues: after.settings.greetings.all.map { ($0.language, $0.text) })
    #expect(texts.count == 3 && texts[.spanish] == "¡Hola!")
    #expect(texts[.english] == Phrase.welcome(company: "Nova").text(in: .english))
    #expect(texts[french] == Phrase.welcome(company: "Nova").text(in: french))
  }

  @Test func `deleting twice finds nothing the second time`() async throws {
    let store = MemoryStore()
    let time = ManualTime()
    try await ProvisionTenant(store: store)(TestTenant.plan(1))
    let auditing = Auditing(time: time, ids: .counting(), digest: AuditDigest { Array($0.suffix(8)) })
    let signer = StatementSigner(
      sign: { StatementSignature(publicKey: [], bytes: $0) }, verify: { $0.bytes == $1 })
    let erase = EraseTenant(
      store: store, objects: NoObjects(), telephony: Carrier(), signer: signer, time: time, auditing: auditing)
    let delete = DeleteTenant(store: store, erase: erase, time: time)
    let id = TestTenant.plan(1).tenant.id
    let closure = try await delete(id, by: .commandLine)
    await #expect(throws: TenantFailure.notFound) { _ = try await delete(id, by: .commandLine) }
    await #expect(throws: TenantFailure.notFound) { _ = try await delete(Identifier(99), by: .commandLine) }
    let shut = try #require(try await store.erasure.closure(of: id)?.keysDestroyedAt)
    #expect(shut > closure.closedAt)
    #expect(try await erase(id) == .settling(until: shut + .seconds(600)))
    #expect(try await erase(Identifier(99)) == .open)
    time.advance(by: .seconds(600))
    guard case .erased(let signed) = try await erase(id) else {
      Issue.record("not erased in time")
      return
    }
    #expect(signed.isGenuine(to: signer))
    #expect(try await erase(id) == .erased(signed))
  }

  @Test func `a change of the tenant is kept, and told to the audit log`() async throws {
    let office = try await Office()
    let change = ChangeTenant(store: office.store, auditing: office.auditing)
    let returned = try await change(office.tenant, name: "Two", by: .commandLine)
    let kept = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.tenant()
    }
    #expect(kept == returned && kept?.name == "Two")
    #expect(try await office.audited().map(\.action) == [.changeTenant])
  }

  @Test func `chosen settings are kept, and what is in force already is told to nobody`() async throws {
    let office = try await Office()
    let change = ChangeSettings(store: office.store, auditing: office.auditing)
    let wanted = ChangeSettings.Change(recording: try RecordingSettings(rule: .always, days: 7))
    #expect(!wanted.isEmpty && ChangeSettings.Change().isEmpty)
    for _ in 1...2 {
      let settings = try await change(to: wanted, by: .commandLine, in: office.tenant)
      #expect(settings.recording == wanted.recording)
    }
    let kept = try await office.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.tenant()?.settings.recording
    }
    #expect(kept == wanted.recording)
    #expect(try await office.audited().map(\.action) == [.changeTenant])
  }
}
