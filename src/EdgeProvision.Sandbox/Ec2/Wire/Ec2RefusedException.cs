namespace EdgeProvision.Sandbox.Ec2.Wire;

/// <summary>A call that the API refuses, with the code and the message of its error body.</summary>
internal sealed class Ec2RefusedException(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static Ec2RefusedException Missing(string parameter) => new("MissingParameter", $"The request must contain the parameter {parameter}");

    public static Ec2RefusedException Invalid(string parameter, string value, string why = "") =>
        new("InvalidParameterValue", $"Value ({value}) for parameter {parameter} is invalid. {why}".TrimEnd());

    public static Ec2RefusedException Combination(string message) => new("InvalidParameterCombination", message);

    public static Ec2RefusedException InUse(string noun, string id) =>
        new("DependencyViolation", $"The {noun} '{id}' has dependencies and cannot be deleted.");
}
