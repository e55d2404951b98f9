internal import VoiceCore
internal import Web

/// A user as administrators see them: nothing of the password.
struct UserJSON: Encodable {
  let seen: SeenUser

  init(_ seen: SeenUser) { self.seen = seen }

  private enum CodingKeys: String, CodingKey { case id, email, name, role, departments }

  func encode(to encoder: any Encoder) throws {
    let user = seen.user
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(user.id.description, forKey: .id)
    try container.encode(user.email.text, forKey: .email)
    try container.encode(user.name, forKey: .name)
    try container.encode(user.role.rawValue, forKey: .role)
    try container.encode(seen.departments.map(\.description), forKey: .departments)
  }
}

/// The body that makes a user.
struct NewUserBody: Decodable {
  let email: String
  let name: String
  let role: String
  let password: String

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["email", "name", "role", "password"])
    email = try fields.text("email")
    name = try fields.text("name")
    role = try fields.text("role")
    password = try fields.text("password")
  }
}

/// The body that changes a user.
struct UserChangeBody: Decodable {
  let role: String

  init(from decoder: any Decoder) throws {
    role = try StrictFields(decoder, allowed: ["role"]).text("role")
  }
}

/// The body that says where a user belongs.
struct UserDepartmentsBody: Decodable {
  let departments: [String]

  init(from decoder: any Decoder) throws {
    departments = try StrictFields(decoder, allowed: ["departments"]).texts("departments")
  }

  /// The departments, each once.
  func ids() throws(APIFault) -> Set<Department.ID> {
    let ids = departments.compactMap { Department.ID($0) }
    guard ids.count == departments.count else { throw .field("departments", "Identifiers of departments, UUIDs.") }
    return Set(ids)
  }
}

/// The body that gives somebody a new password.
struct PasswordResetBody: Decodable {
  let password: String

  init(from decoder: any Decoder) throws {
    password = try StrictFields(decoder, allowed: ["password"]).text("password")
  }
}

/// The body that changes the own password.
struct PasswordChangeBody: Decodable {
  let current: String
  let new: String

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["current_password", "new_password"])
    current = try fields.text("current_password")
    new = try fields.text("new_password")
  }
}

extension APIFault {
  /// What each refusal of the users' use cases is over HTTP; `passwordField` names what held the new password.
  init(_ failure: UserFailure, passwordField: String = "password") {
    switch failure {
    case .forbidden: self = .forbidden
    case .notFound: self = .notFound
    case .emailTaken: self = .problem(Problem(.conflict, "Taken", field: "email"))
    case .badName: self = .field("name", "1 to \(MakeUser.nameLength.upperBound) characters, no control characters.")
    case .unknownDepartment: self = .field("departments", "One of them isn't there.")
    case .tooManyDepartments: self = .field("departments", "At most \(ChangeMembership.maximumPerUser).")
    case .password(let fault): self = .field(passwordField, Self.advice(on: fault))
    case .wrongPassword:
      self = .problem(
        Problem(.forbidden, "Wrong password", detail: "The current password is wrong.", field: "current_password"))
    case .tryLater(let span): self = .tooMany(after: span)
    case .lastAdministrator:
      self = .problem(
        Problem(.conflict, "Last administrator", detail: "Make another user tenant_admin first.", field: "role"))
    case .unavailable: self = .unavailable
    case .damaged: self = .damaged
    }
  }

  private static func advice(on fault: PasswordRule.Fault) -> String {
    switch fault {
    case .tooShort: "At least \(PasswordRule.minimumLength) characters."
    case .tooLong: "At most \(PasswordRule.maximumBytes) bytes of UTF-8."
    case .obvious: "Not made of the address or the company's name."
    case .repetitive: "At least \(PasswordRule.minimumDistinct) different characters."
    }
  }
}
