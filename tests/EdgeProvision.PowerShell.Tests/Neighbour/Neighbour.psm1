# Works with each of its libraries, and says with which version. It uses only what PowerShell's core has.
function Use-Neighbour {
    $yaml = [YamlDotNet.Serialization.DeserializerBuilder]::new().Build().Deserialize([IO.StringReader]::new("name: neighbour`n"), [Collections.Generic.Dictionary[string, string]])
    $count = [ref] 0
    $policy = [Polly.RetrySyntax]::Retry([Polly.Policy]::Handle[Exception](), 2)
    $policy.Execute([Action] { $count.Value++; if ($count.Value -lt 3) { throw 'again' } })
    $answer = [Polly.ResiliencePipeline]::Empty.Execute([Func[string]] { 'through' })
    $region = [Amazon.RegionEndpoint]::GetBySystemName('eu-west-1').SystemName
    "neighbour: $($yaml['name']) $($count.Value) $answer $region"
    foreach ($type in [YamlDotNet.Serialization.DeserializerBuilder], [Polly.Policy], [Polly.ResiliencePipeline], [Amazon.RegionEndpoint], [Renci.SshNet.ConnectionInfo]) {
        $name = $type.Assembly.GetName()
        "neighbour: $($name.Name) $($name.Version)"
    }
}
