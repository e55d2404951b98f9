extension OpenAPIExamples {
  private static let password = "violet anchor, quiet tram"

  /// Tenants, their people, their keys.
  static let access: [String: String] = [
    "NewTenant": #"""
    {
      "name": "Example Garage",
      "domain": "example.com",
      "customer_service": "+14155550101",
      "phone_numbers": ["+14155550102"],
      "admin_email": "ada@example.com",
      "admin_name": "Ada Example",
      "admin_password": "\#(password)"
    }
    """#,
    "TenantChange": #"""
    {
      "name": "Example Garage & Sons",
      "greetings": [{"language": "en", "text": "Welcome to Example Garage. How can I help you?"}]
    }
    """#,
    "Credentials": #"{"domain": "example.com", "email": "ada@example.com", "password": "\#(password)"}"#,
    "RefreshToken": #"{"refresh_token": "the-refresh-token-of-the-last-answer"}"#,
    "PasswordChange": #"""
    {"current_password": "\#(password)", "new_password": "seven kettles on a hill"}
    """#,
    "NewUser": #"""
    {"email": "sam@example.com", "name": "Sam Example", "role": "agent", "password": "green lamp, slow river"}
    """#,
    "UserChange": #"{"role": "supervisor"}"#,
    "UserDepartments": #"{"departments": ["\#(department)"]}"#,
    "PasswordReset": #"{"password": "nine paper boats at dawn"}"#,
    "NewAPIKey": #"""
    {"name": "Calendar", "scopes": ["calls:read", "events:read"], "expires_in": 7776000}
    """#,
  ]
}
