public import VoiceCore

/// The names that a program's entities have. What must be unique in a deployment bears the program's own number, so that
/// many programs may run in one database.
public struct StoreNames: Sendable {
  private let program: Int
  /// The tenants' ids; the program knows them as 0, 1 and 2.
  public let tenants: [Tenant.ID]

  /// The names of a program: at most 100,000 in one database.
  public init(program: Int) {
    self.program = program
    tenants = (0..<3).map { Identifier(UInt128(program) << 8 | UInt128($0)) }
  }

  func number(_ number: Int) -> PhoneNumber {
    let digits = String(program * 10 + number)
    guard let value = PhoneNumber("+1415" + String(repeating: "0", count: 7 - digits.count) + digits) else {
      preconditionFailure("at most 100,000 programs")
    }
    return value
  }

  func domain(_ number: Int) -> TenantDomain {
    guard let value = TenantDomain("d\(number).p\(program).example") else { preconditionFailure("no domain") }
    return value
  }

  func email(_ number: Int) -> EmailAddress {
    guard let value = EmailAddress("e\(number)@example.com") else { preconditionFailure("no address") }
    return value
  }

  func carrier(_ number: Int) -> CarrierCallID {
    guard let value = CarrierCallID("CA\(number)") else { preconditionFailure("no name of a carrier") }
    return value
  }

  func digest(_ number: Int) -> TokenDigest { TokenDigest(hex: "aa\(program)f\(number)") }

  /// A call; those with higher numbers began earlier, and each two at the same moment.
  func call(_ number: Int, carrier: Int) -> Call {
    Call(
      id: Identifier(UInt128(number)), carrierID: self.carrier(carrier), direction: .inbound, caller: .withheld,
      dialled: self.number(1), startedAt: Timestamp(microseconds: Int64(100 - number / 2)), language: .english)
  }

  /// Who the platform says has the domains, numbers and tokens 1 to 3.
  public func holders(_ platform: any PlatformDirectory) async throws(StoreFailure) -> [Tenant.ID?] {
    var holders: [Tenant.ID?] = []
    for number in 1...3 {
      holders.append(try await platform.tenant(at: domain(number)))
      holders.append(try await platform.tenant(answering: self.number(number)))
      holders.append(try await platform.tenant(granting: digest(number)))
    }
    return holders
  }
}
