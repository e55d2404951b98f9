public import VoiceCore

/// A company's departments, who belongs to them and which calls are in them; and the model of who sees what. People and
/// things are known by their numbers from 0.
public struct DepartmentPlan: Equatable, Sendable {
  /// How many departments there are.
  public static let departments = 6
  /// How many calls there are.
  public static let calls = 8
  /// The people, by their roles.
  public static let roles: [Role] = [.supervisor, .agent, .supervisor, .tenantAdmin]

  /// The department above each; circles are possible, and parents that aren't there (``departments`` and more).
  public var parents: [Int?]
  /// Who belongs where: by person, then by department.
  public var belongs: [[Bool]]
  /// The department that each call is in.
  public var places: [Int?]

  /// Departments, people and calls as these lists say, which are as long as there are such.
  public init(parents: [Int?], belongs: [[Bool]], places: [Int?]) {
    self.parents = parents
    self.belongs = belongs
    self.places = places
  }

  /// One thing that changes.
  public enum Change: Equatable, Sendable {
    case join(person: Int, Int)
    case leave(person: Int, Int)
    case put(department: Int, under: Int?)
    case hand(call: Int, to: Int?)
  }

  /// Makes the change.
  public mutating func make(_ change: Change) {
    switch change {
    case .join(let person, let department): belongs[person][department] = true
    case .leave(let person, let department): belongs[person][department] = false
    case .put(let department, let above): parents[department] = above
    case .hand(let call, let department): places[call] = department
    }
  }

  /// Whether a person belongs to a department or to one above it: the model, which walks upwards.
  public func isOver(_ person: Int, _ department: Int) -> Bool {
    var place: Int? = department
    // However the circle runs, it is walked round after so many steps.
    for _ in 0..<Self.departments {
      guard let here = place, here < Self.departments else { return false }
      if belongs[person][here] { return true }
      place = parents[here]
    }
    return false
  }
}

extension DepartmentPlan {
  /// The identifier of the person with this number.
  public static func person(_ number: Int) -> User.ID { Identifier(0x5000 + UInt128(number)) }
  /// The identifier of the department with this number.
  public static func department(_ number: Int) -> Department.ID { Identifier(0xD000 + UInt128(number)) }
  /// The identifier of the call with this number.
  public static func call(_ number: Int) -> Call.ID { Identifier(0xCA00 + UInt128(number)) }

  /// Writes all of it into a tenant, but for the people themselves.
  public func write(in store: any Store, of tenant: Tenant.ID) async throws {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      for number in 0..<Self.departments {
        try await scope.save(stored(department: number))
        for person in Self.roles.indices { try await save(person, in: number, scope) }
      }
      for number in 0..<Self.calls { try await save(call: number, scope) }
    }
  }

  /// Writes what a change has changed.
  public func write(_ change: Change, in store: any Store, of tenant: Tenant.ID) async throws {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      switch change {
      case .join(let person, let department), .leave(let person, let department):
        try await save(person, in: department, scope)
      case .put(let department, _): try await scope.save(stored(department: department))
      case .hand(let call, _): try await save(call: call, scope)
      }
    }
  }

  private func save(_ person: Int, in department: Int, _ scope: any TenantScope) async throws(StoreFailure) {
    let membership = Membership(of: Self.person(person), in: Self.department(department))
    if belongs[person][department] { try await scope.save(membership) } else { try await scope.remove(membership) }
  }

  private func save(call number: Int, _ scope: any TenantScope) async throws(StoreFailure) {
    let message = voicemail(of: stored(call: number))
    try await scope.save(message)
    var sound = Recording(of: message, at: message.receivedAt)
    sound.evolve(
      .stored(Recording.Kept(attempt: 1, size: 7, expiresAt: message.receivedAt + .seconds(86_400))),
      at: message.receivedAt)
    try await scope.save(sound)
    try await scope.save(
      stored(call: number), facts: [], intentions: [], at: Timestamp(microseconds: 1_767_700_800_000_000))
  }

  /// The message that the call left, for the department where it is.
  private func voicemail(of call: Call) -> Voicemail {
    guard let recording = CarrierRecording("RE1") else { preconditionFailure("letters and a digit are a name") }
    return Voicemail(of: call, recording: recording, duration: .seconds(7), receivedAt: call.startedAt)
  }

  private func stored(department number: Int) -> Department {
    Department(
      id: Self.department(number), name: "department \(number)", number: Self.line,
      parent: parents[number].map(Self.department))
  }

  private func stored(call number: Int) -> Call {
    guard let carrierID = CarrierCallID("CAplan\(number)") else {
      preconditionFailure("letters and a digit are a name")
    }
    var call = Call(
      id: Self.call(number), carrierID: carrierID, direction: .inbound, caller: .withheld, dialled: Self.line,
      // Each two begin at one moment.
      startedAt: Timestamp(microseconds: 1_767_700_800_000_000 + Int64(number / 2)), language: .english)
    if let place = places[number] {
      call.evolve(.transferStarted(Transfer(reason: .callerWish, department: Self.department(place))))
    }
    return call
  }

  private static var line: PhoneNumber {
    guard let number = PhoneNumber("+15550100377") else { preconditionFailure("a number of the range for fiction") }
    return number
  }
}
