namespace EdgeProvision.Engine.Tests.Descriptors.Documents;

/// <summary>Documents whose values are easily lost between reading and writing.</summary>
internal static class NastyDocuments
{
    public static TheoryData<string, string> All { get; } = new()
    {
        {
            "anchors and merges", """
            name: p
            defaults: &base
              provision: &where
                driver: packet
                metro: am
                plan: &plan p
                os: o
            hosts:
              - im_mad: kvm
                vm_mad: kvm
                provision: {<<: *where, plan: *plan, hostname: a}
              - im_mad: kvm
                vm_mad: kvm
                provision:
                  <<: [*where, {billing_cycle: hourly, plan: never}]
                  hostname: "b"
            """
        },
        {
            "words that are read as something else", """
            name: 'yes'
            cluster:
              a: yes
              b: No
              c: "on"
              d: ~
              e: null
              f: 'null'
              g:
              h: ''
              i: y
              j: "~"
              'true': 1
              'null': 2
            """
        },
        {
            "numbers", """
            name: p
            cluster: {a: 5.10, b: "5.10", c: 0x1F, d: 017, e: 1_000, f: 1e3, g: .5, h: '007', i: -0, j: 12:30:45, k: 2020-02-02, l: '2020-02-02', m: 99999999999999999999, n: +1, o: .inf, p: 1,000}
            """
        },
        {
            "texts of several lines", "name: p\ncluster:\n  literal: |\n    one\n      two\n\n    three\n  stripped: |-\n    end\n  kept: |+\n    end\n\n  folded: >\n    one\n    line\n\n    two\n  quoted: \"a\\tb\\nc\\\\d\\\"e\\u0007\"\n  spaces: '  both  '\n  tab: \"\\tx\"\n  single: 'it''s'\n"
        },
        {
            "signs", """
            name: p
            cluster:
              a: "- dash"
              b: 'key: value'
              c: "x # no comment"
              d: '#'
              e: "*star"
              f: '&and'
              g: "!bang"
              h: "@at"
              i: "`tick"
              j: '%percent'
              k: "{brace"
              l: '[bracket'
              m: "?"
              n: 'colon:'
              o: "---"
              p: '...'
              q: "<<"
              '<<': text
              "": empty
              'a b': c
              '- x': y
            """
        },
        { "letters of the world", "name: \"prüfung-日本-😀\"\ncluster:\n  'Ключ': \"значение \\u00a0\\u2028\\ufeff\\x85 end\"\n  😀: \"\\U0001F600\"\n" },
        {
            "templates and variables", """
            name: p
            extends: [default.yaml, /usr/share/one/oneprovision/templates/x.yaml]
            cluster: {name: "<%= @name %>-c", description: "<%=x%>"}
            networks:
              - {name: '<%= @name %>-n', vn_mad: dummy, description: "id <%= @vnets[0]['ID'] %>", ar: [{type: IP4, ip: 10.0.0.1, size: 2, packet_token: "${env:TOKEN}"}]}
            """
        },
        { "nothing inside", "name: p\nhosts: []\ncluster: {}\ndefaults:\nnetworks:\n- {}\n- []\n-\n- [[], {}, [[1]]]\n" },
        { "Windows line ends and a comment at the end", "%YAML 1.1\r\n---\r\n# begin\r\nname: p  # here\r\nplaybook:\r\n- default\r\n...\r\n# end\r\n" },
    };
}
