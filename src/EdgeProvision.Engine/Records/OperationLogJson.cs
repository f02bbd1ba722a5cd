using System.Text.Json.Serialization;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Records;

/// <summary>
/// How operations are written as JSON, worked out when this is compiled: every first look at a provision reads its log, and working
/// it out by reflection took longer than all else in it.
/// </summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(List<Operation>))]
internal sealed partial class OperationLogJson : JsonSerializerContext;
