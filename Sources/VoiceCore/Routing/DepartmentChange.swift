/// What is to be different about a department; what isn't said stays.
public struct DepartmentChange: Sendable {
  /// Fields that can be cleared hold `nil` for that, and nothing where they stay.
  public struct Fields: Sendable {
    public var name: String?
    public var number: PhoneNumber?
    /// In place of all that there are.
    public var greetings: Greetings?
    public var parent: Department.ID??
    public var `extension`: Extension??
    /// Cleared: the company's.
    public var hours: OpeningHours??
    public var strategy: RingStrategy?
    public var ringSeconds: Int?
    public var backups: [Agent.ID]?
    public var limits: QueueLimits?
    /// Cleared: the department's voicemail.
    public var afterHours: RoutingTarget??
    /// Cleared: the department's voicemail.
    public var overflow: RoutingTarget??
    public var offersCallBack: Bool?
    /// Cleared: what the company says.
    public var recording: RecordingRule??

    /// Nothing changes.
    public init() {}
  }

  let fields: Fields

  /// These changes.
  public init(_ fields: Fields) { self.fields = fields }

  /// The department as it will be.
  func applied(to department: Department) throws(RefusedSetting) -> Department {
    var changed = department
    if let name = fields.name { changed.name = name }
    if let number = fields.number { changed.number = number }
    if let greetings = fields.greetings { changed.greetings = greetings }
    if let parent = fields.parent { changed.parent = parent }
    guard NameRule.accepts(changed.name, of: Department.nameLength) else {
      throw RefusedSetting("name", .outOfRange(Department.nameLength))
    }
    return changed
  }

  /// The route as it will be.
  func applied(to route: DepartmentRoute) throws(RefusedSetting) -> DepartmentRoute {
    try DepartmentRoute(
      department: route.department, extension: fields.extension ?? route.extension, hours: fields.hours ?? route.hours,
      strategy: fields.strategy ?? route.strategy,
      ringSeconds: fields.ringSeconds ?? Int(route.ringTime.components.seconds),
      backups: fields.backups ?? route.backups, limits: fields.limits ?? route.limits,
      afterHours: fields.afterHours ?? route.afterHours, overflow: fields.overflow ?? route.overflow,
      offersCallBack: fields.offersCallBack ?? route.offersCallBack, recording: fields.recording ?? route.recording)
  }
}

/// A department with how it takes its calls.
public struct SeenDepartment: Sendable {
  public let department: Department
  public let route: DepartmentRoute

  init(_ department: Department, _ route: DepartmentRoute?) {
    self.department = department
    self.route = route ?? .standard(of: department.id)
  }
}
