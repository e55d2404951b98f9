import Testing
import VoiceCore

@Suite("A tenant's credits")
struct BillingAccountTests {
  /// 2026-11-23T00:00:00Z
  private let now = Timestamp(microseconds: 1_795_392_000_000_000)
  private let call = Call.ID(7)

  /// An account of which so many seconds are left.
  private func account(leaving left: Int, _ policy: LimitPolicy = .voicemail) throws -> BillingAccount {
    var account = BillingAccount(atLimit: policy)
    let hold = try #require(account.admit(at: now).credit.hold)
    _ = account.settle(hold, using: CallMetering(call, seconds: account.plan.seconds - left), at: now)
    return account
  }

  @Test func `a tenant begins with a thousand minutes, of which a call sets one aside`() throws {
    var account = BillingAccount()
    let (credit, change) = account.admit(at: now)
    #expect(credit.hold?.seconds == 60 && change.entries.map(\.kind) == [.granted] && change.warnings == [])
    #expect(account.ledger.balances[.available] == 59_940 && account.ledger.balances[.reserved] == 60)
    #expect(account.ledger.usage?.period.description == "2026-11")
    let hold = try #require(credit.hold)
    let settled = account.settle(hold, using: CallMetering(call, seconds: 90, microdollars: 5), at: now)
    #expect(
      settled.entries.map(\.postings) == [
        [CreditPosting(account: .available, seconds: -90), CreditPosting(account: .used, seconds: 90)]
      ])
    #expect(account.ledger.balances[.available] == 59_910 && account.ledger.balances[.reserved] == 0)
    #expect(account.ledger.usage?.calls == 1 && account.ledger.usage?.microdollars == 5)
  }

  @Test(arguments: [(0, nil), (1, 1), (59, 59), (60, 60), (61, 60)] as [(Int, Int?)])
  func `a reserve is what is left, a minute at most`(left: Int, reserve: Int?) throws {
    var account = try account(leaving: left)
    let (credit, change) = account.admit(at: now)
    #expect(credit.hold?.seconds == reserve)
    // At nothing both warnings were told when the call before ended.
    #expect(change == BillingAccount.Change())
    if reserve == nil { #expect(credit == .turnedAway(.voicemail)) }
  }

  @Test func `who turns a call away has met the limit, and is warned once`() throws {
    var account = BillingAccount()
    for _ in 1...1000 { #expect(account.admit(at: now).credit.hold != nil) }
    #expect(account.admit(at: now).change.warnings.map(\.percent) == [80, 100])
    #expect(account.admit(at: now).change.warnings == [])
  }

  @Test(arguments: [(47_999, []), (48_000, [80]), (59_999, [80]), (60_000, [80, 100])] as [(Int, [Int])])
  func `warnings come at 80 and at 100 hundredths`(used: Int, percents: [Int]) throws {
    var account = BillingAccount()
    let hold = try #require(account.admit(at: now).credit.hold)
    let told = account.settle(hold, using: CallMetering(call, seconds: used), at: now).warnings
    #expect(told.map(\.percent) == percents && told.allSatisfy { $0.used == used && $0.limit == 60_000 })
  }

  @Test func `a call that runs is booked above the limit for its grace, and nobody owes the rest`() throws {
    var account = try account(leaving: 10)
    let hold = try #require(account.admit(at: now).credit.hold)
    _ = account.settle(hold, using: CallMetering(call, seconds: 10 + 1800 + 5), at: now)
    #expect(account.ledger.usage?.overage == 1800 && account.ledger.usage?.waived == 5)
    #expect(account.ledger.balances[.available] == 0 && account.ledger.balances.sum == 0)
  }

  @Test func `with overage calls are taken and booked above the limit`() throws {
    var account = try account(leaving: 0, .overage)
    let hold = try #require(account.admit(at: now).credit.hold)
    #expect(hold.isOverage)
    _ = account.settle(hold, using: CallMetering(call, seconds: 4000), at: now)
    #expect(account.ledger.usage?.overage == 4000 && account.ledger.usage?.waived == 0)
  }

  @Test func `a period grants anew, once, and what was left of the former one expires`() throws {
    var account = try account(leaving: 100)
    let hold = try #require(account.admit(at: now).credit.hold)
    let december = now + .seconds(10 * 86_400)
    #expect(account.standing(at: december).ledger.balances[.available] == 60_000)
    #expect(account.admit(at: december).change.entries.map(\.kind) == [.expired, .granted])
    #expect(account.admit(at: now).change.entries == [])
    _ = account.settle(hold, using: CallMetering(call, seconds: 50), at: december)
    #expect(account.ledger.balances[.expired] == 40 + 10 && account.ledger.usage?.seconds == 50)
    #expect(account.ledger.past.map(\.seconds) == [59_900])
  }

  @Test func `a plan that is changed to and fro grants nothing twice`() throws {
    var account = try account(leaving: 1000)
    #expect(account.choose(.business, at: now).entries.map(\.kind) == [.planChanged])
    #expect(account.ledger.balances[.available] == 541_000)
    _ = account.choose(.trial, at: now)
    #expect(account.ledger.balances[.available] == 1000)
    #expect(account.choose(.trial, at: now) == BillingAccount.Change())
  }
}
