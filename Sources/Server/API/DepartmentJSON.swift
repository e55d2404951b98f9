internal import VoiceCore

/// A department with how it takes its calls. Durations are seconds.
struct DepartmentJSON: Encodable {
  let seen: SeenDepartment

  private enum CodingKeys: String, CodingKey {
    case id, name, number, parent, `extension`, hours, backups, limits, overflow, recording, greetings
    case strategy = "ring_strategy"
    case ringTime = "ring_time"
    case afterHours = "after_hours"
    case offersCallBack = "offers_call_back"
  }

  func encode(to encoder: any Encoder) throws {
    let (department, route) = (seen.department, seen.route)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(department.id.description, forKey: .id)
    try container.encode(department.name, forKey: .name)
    try container.encode(department.number.e164, forKey: .number)
    try container.encode(department.parent?.description, forKey: .parent)
    try container.encode(route.extension?.digits, forKey: .extension)
    try container.encode(route.hours.map(OpeningHoursJSON.init), forKey: .hours)
    try container.encode(route.strategy.rawValue, forKey: .strategy)
    try container.encode(route.ringTime.components.seconds, forKey: .ringTime)
    try container.encode(route.backups.map(\.description), forKey: .backups)
    try container.encode(QueueLimitsJSON(route.limits), forKey: .limits)
    try container.encode(RoutingTargetJSON(route.afterHours), forKey: .afterHours)
    try container.encode(RoutingTargetJSON(route.overflow), forKey: .overflow)
    try container.encode(route.offersCallBack, forKey: .offersCallBack)
    try container.encode(route.recording?.rawValue, forKey: .recording)
    try container.encode(GreetingsJSON(department.greetings), forKey: .greetings)
  }
}

/// What a department lets happen in its queue; given as a whole, what is left out has its standard.
struct QueueLimitsJSON: Codable, Sendable {
  private let longestWait: Int?
  private let length: Int?
  private let largestBonus: Int?

  init(_ limits: QueueLimits) {
    longestWait = Int(limits.longestWait.components.seconds)
    length = limits.length
    largestBonus = Int(limits.largestBonus.components.seconds)
  }

  private enum CodingKeys: String, CodingKey {
    case length
    case longestWait = "longest_wait"
    case largestBonus = "largest_bonus"
  }

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["longest_wait", "length", "largest_bonus"])
    longestWait = try fields.integerIfThere("longest_wait")
    length = try fields.integerIfThere("length")
    largestBonus = try fields.integerIfThere("largest_bonus")
  }

  func limits() throws(APIFault) -> QueueLimits {
    let standard = QueueLimitsJSON(.standard)
    do throws(RefusedSetting) {
      return try QueueLimits(
        longestWaitSeconds: longestWait ?? standard.longestWait ?? 0, length: length ?? standard.length ?? 0,
        largestBonusSeconds: largestBonus ?? standard.largestBonus ?? 0)
    } catch {
      throw APIFault(error, below: "limits")
    }
  }
}

/// The body that makes or changes a department: what isn't there stays, or has its standard; `null` clears.
struct DepartmentBody: Decodable {
  let name: String?
  let number: String?
  private let parent: String??
  private let `extension`: String??
  private let hours: OpeningHoursJSON??
  private let strategy: String?
  private let ringTime: Int?
  private let backups: [String]?
  private let limits: QueueLimitsJSON?
  private let afterHours: RoutingTargetJSON??
  private let overflow: RoutingTargetJSON??
  private let offersCallBack: Bool?
  private let recording: String??
  private let greetings: GreetingsJSON??

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder,
      allowed: [
        "name", "number", "parent", "extension", "hours", "ring_strategy", "ring_time", "backups", "limits",
        "after_hours", "overflow", "offers_call_back", "recording", "greetings",
      ])
    name = try fields.textIfThere("name")
    number = try fields.textIfThere("number")
    parent = try fields.textChange("parent")
    `extension` = try fields.textChange("extension")
    hours = try fields.change("hours", as: OpeningHoursJSON.self)
    strategy = try fields.textIfThere("ring_strategy")
    ringTime = try fields.integerIfThere("ring_time")
    backups = try fields.textsIfThere("backups")
    limits = try fields.valueIfThere("limits", as: QueueLimitsJSON.self)
    afterHours = try fields.change("after_hours", as: RoutingTargetJSON.self)
    overflow = try fields.change("overflow", as: RoutingTargetJSON.self)
    offersCallBack = try fields.flagIfThere("offers_call_back")
    recording = try fields.textChange("recording")
    greetings = try fields.change("greetings", as: GreetingsJSON.self)
  }

  /// What is to be different.
  func change() throws(APIFault) -> DepartmentChange {
    var change = DepartmentChange.Fields()
    change.name = name
    if let number { change.number = try APIFault.number(number, in: "number") }
    if let parent {
      if let parent {
        change.parent = .some(try APIFault.id(parent, of: Department.self, in: "parent"))
      } else {
        change.parent = .some(nil)
      }
    }
    if let `extension` {
      if let digits = `extension` {
        change.extension = .some(try APIFault.extension(digits))
      } else {
        change.extension = .some(nil)
      }
    }
    if let hours { change.hours = .some(try Self.hours(hours)) }
    if let strategy {
      guard let known = RingStrategy(rawValue: strategy) else {
        throw .field("ring_strategy", "One of \(RingStrategy.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      change.strategy = known
    }
    change.ringSeconds = ringTime
    if let backups {
      var agents: [Agent.ID] = []
      for text in backups { agents.append(try APIFault.id(text, of: Agent.self, in: "backups")) }
      change.backups = agents
    }
    change.limits = try limits.map { limits throws(APIFault) in try limits.limits() }
    if let afterHours { change.afterHours = .some(try afterHours.target(in: "after_hours")) }
    if let overflow { change.overflow = .some(try overflow.target(in: "overflow")) }
    change.offersCallBack = offersCallBack
    if let greetings { change.greetings = try greetings?.greetings() ?? Greetings() }
    if let recording { change.recording = .some(try Self.rule(recording)) }
    return DepartmentChange(change)
  }

  private static func rule(_ text: String?) throws(APIFault) -> RecordingRule? {
    guard let text else { return nil }
    guard let rule = RecordingRule(rawValue: text) else { throw RecordingSettingsJSON.unknown("recording") }
    return rule
  }

  private static func hours(_ json: OpeningHoursJSON?) throws(APIFault) -> OpeningHours? {
    guard let json else { return nil }
    return try json.hours(in: "hours")
  }
}
