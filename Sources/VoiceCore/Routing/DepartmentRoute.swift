/// How a department takes its calls.
public struct DepartmentRoute: Equatable, Sendable, Codable {
  /// Legal ring times, in seconds.
  public static let ringSeconds = 5...120
  /// The most backup agents.
  public static let maximumBackups = 20

  public let department: Department.ID
  /// The short number that reaches it.
  public let `extension`: Extension?
  /// Its own hours; the company's when `nil`.
  public let hours: OpeningHours?
  public let strategy: RingStrategy
  public let ringTime: Duration
  /// Who rings when nobody of the department is available, in this order.
  public let backups: [Agent.ID]
  public let limits: QueueLimits
  /// Where calls go while it is closed.
  public let afterHours: RoutingTarget
  /// Where calls go that its queue can't take, or that waited too long.
  public let overflow: RoutingTarget
  /// Whether who waits may be called back instead.
  public let offersCallBack: Bool
  /// Whether its calls are recorded; what the company says when `nil`.
  public let recording: RecordingRule?

  /// A route; by default all available ring for 20 s, then callers wait, and voicemail takes what is left.
  /// - Throws: `ring_time`, `backups`; `overflow` or `after_hours` that leads straight back here.
  public init(
    department: Department.ID, extension: Extension? = nil, hours: OpeningHours? = nil,
    strategy: RingStrategy = .inTurn,
    ringSeconds: Int = 20, backups: [Agent.ID] = [], limits: QueueLimits = .standard,
    afterHours: RoutingTarget? = nil, overflow: RoutingTarget? = nil, offersCallBack: Bool = true,
    recording: RecordingRule? = nil
  ) throws(RefusedSetting) {
    guard Self.ringSeconds.contains(ringSeconds) else {
      throw RefusedSetting("ring_time", .outOfRange(Self.ringSeconds))
    }
    guard backups.count <= Self.maximumBackups else {
      throw RefusedSetting("backups", .tooMany(Self.maximumBackups))
    }
    guard Set(backups).count == backups.count else { throw RefusedSetting("backups", .twice) }
    for (field, target) in [("after_hours", afterHours), ("overflow", overflow)]
    where target == .department(department) || target == .queue(department) {
      throw RefusedSetting(field, .loop)
    }
    self.department = department
    self.extension = `extension`
    self.hours = hours
    self.strategy = strategy
    ringTime = .seconds(ringSeconds)
    self.backups = backups
    self.limits = limits
    self.afterHours = afterHours ?? .voicemail(department)
    self.overflow = overflow ?? .voicemail(department)
    self.offersCallBack = offersCallBack
    self.recording = recording
  }

  private init(standardOf department: Department.ID) {
    self.department = department
    self.extension = nil
    hours = nil
    strategy = .inTurn
    ringTime = .seconds(20)
    backups = []
    limits = .standard
    afterHours = .voicemail(department)
    overflow = .voicemail(department)
    offersCallBack = true
    recording = nil
  }

  /// How a department takes its calls when nobody said anything.
  public static func standard(of department: Department.ID) -> DepartmentRoute {
    DepartmentRoute(standardOf: department)
  }
}
