jexpy is under the Apache License 2.0; see LICENSE. It comes with the software of others:

<#list dependencyMap as e>
<#assign project = e.getKey()/>
${project.groupId}:${project.artifactId}:${project.version}
    ${project.name!project.artifactId}<#if project.url??>, ${project.url}</#if>
    <#list e.getValue() as license>${license}<#sep>; </#sep></#list>
</#list>

In lib/compiler, not on the class path; used only where the compiler of guest code is switched on:

org.graalvm.compiler:compiler
    GPL-2.0 with Classpath Exception
org.graalvm.truffle:truffle-compiler, org.graalvm.sdk:collections, org.graalvm.sdk:word
    UPL-1.0
