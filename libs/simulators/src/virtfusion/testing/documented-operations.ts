/** One documented operation: what a good call is answered with. */
export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Dotted path of each documented field and the type of its value in the documents; `[]` goes into a list. */
  readonly fields: readonly { readonly path: string; readonly type: string }[];
  /** `empty`: no body. `server`: the full server object. `list`: an empty list. `fields`: as listed. */
  readonly reply: 'empty' | 'server' | 'list' | 'fields';
}

/**
 * The Global API's 85 operations: method, path, status, and the fields of the answer by parent.
 * `-` is an empty body, `SERVER` the full server object, `LIST` an empty list.
 */
const TABLE = `
GET /connect 200 LIST
GET /compute/hypervisors/groups 200 (current_page:int,first_page_url:str,from:int,last_page:int,last_page_url:str,next_page_url:null,path:str,per_page:int,prev_page_url:null,to:int,total:int) data[](id:int,name:str,label:null,description:str,distributionType:int,enabled:bool,default:bool,created:str,updated:str) links[](label:str,active:bool)
GET /compute/hypervisors/groups/:hypervisorGroupId 200 data(id:int,name:str,label:null,description:str,distributionType:int,enabled:bool,default:bool,created:str,updated:str)
GET /compute/hypervisors/groups/:hypervisorGroupId/resources 200 (current_page:int,first_page_url:str,from:int,last_page:int,last_page_url:str,next_page_url:null,path:str,per_page:int,prev_page_url:null,to:int,total:int) data[].hypervisor(id:int,name:str,enabled:bool,prohibit:bool,accept:bool,commissioned:bool) data[].resources.servers(units:str,max:int,allocated:int,free:int,percent:null) data[].resources.memory(units:str,max:int,allocated:int,free:int,percent:num) data[].resources.cpuCores(units:str,max:int,allocated:int,free:int,percent:int) data[].resources.localStorage(enabled:int,name:str,storageType:int,units:str,max:int,allocated:int,free:int,percent:num) data[].resources(otherStorage:array) data[].resources.network(total:object) links[](label:str,active:bool)
POST /servers/:serverId/firewall/:interface/disable 200 -
POST /servers/:serverId/firewall/:interface/enable 200 -
GET /servers/:serverId/firewall/:interface 200 data(enabled:bool,rules:array)
POST /servers/:serverId/firewall/:interface/rules 201 -
POST /servers/:serverId/traffic/blocks 201 -
GET /servers/:serverId/traffic/blocks 200 data.assigned[](id:int,current:bool,month:int,traffic:int,start:str,end:str,added:str) data.available(total:int,months:object) data.available.current(month:int,start:str,end:str)
DELETE /servers/:serverId/traffic/blocks/:blockId 204 -
PUT /servers/:serverId/modify/traffic 201 -
POST /servers/:serverId/networkWhitelist 201 -
DELETE /servers/:serverId/networkWhitelist 204 -
POST /servers/:serverId/ipv4Qty 200 (data:array)
POST /servers/:serverId/ipv4 204 -
DELETE /servers/:serverId/ipv4 204 -
POST /servers/:serverId/power/boot 200 data(queueId:int)
POST /servers/:serverId/power/shutdown 200 data(queueId:int)
POST /servers/:serverId/power/restart 200 data(queueId:int)
POST /servers/:serverId/power/poweroff 200 data(queueId:int)
PUT /servers/:serverId/backupManager/access 201 -
GET /servers/:serverId 200 SERVER
DELETE /servers/:serverId 204 -
PUT /servers/:serverId/backups/plan/:planId 201 -
POST /servers/:serverId/build 200 SERVER
PUT /servers/:serverId/package/:packageId 200 (info:array)
POST /servers 201 SERVER
GET /servers 200 (current_page:int,first_page_url:str,from:int,last_page:int,last_page_url:str,next_page_url:str,path:str,per_page:int,prev_page_url:null,to:int,total:int) data[](id:int,uuid:str,name:str,commissioned:int,owner:int,hypervisorId:int,suspended:bool,protected:bool,updated:str,created:str) links[](label:str,active:bool)
PUT /servers/:serverId/modify/name 201 -
POST /servers/:serverId/resetPassword 200 data(queueId:int,expectedPassword:str)
GET /servers/user/:userId 200 data[](id:int,ownerId:int,hypervisorId:int,name:str,hostname:str,commissionStatus:int,uuid:str,state:str,rebuild:bool,suspended:bool,protected:bool,buildFailed:bool,backup_level:int,backup_plan:null) data[].os(screen:str) data[].server_info(show:bool,icon:null,name:null,label:null) data[].vnc(expose_details:bool,ip:str,hostname:null,port:int,enabled:int) data[].resources(memory:int,storage:int,traffic:int,cpuCores:int,cpu_model:null) data[].network.interfaces[](order:int,enabled:bool,tag:int,name:str,mac:str,inAverage:int,inPeak:int,inBurst:int,outAverage:int,outPeak:int,outBurst:int,isNat:bool,ipv4:array,ipv6:array) data[].config(uefi:bool,bootOrder:array) data[].media(isoMounted:bool,isoName:str)
GET /servers/:serverId/templates 200 data[](name:str,description:str,icon:str,id:int) data[].templates[](id:int,name:str,version:str,variant:str,arch:int,description:str,icon:str,eol:bool,eol_date:str,eol_warning:bool,deploy_type:int,vnc:bool,type:str)
POST /servers/:serverId/suspend 204 -
PUT /servers/:serverId/modify/cpuThrottle 201 -
GET /servers/:serverId/traffic 200 data.monthly[](month:int,start:str,end:str,rx:int,tx:int,total:int,limit:int) data.monthly[].blocks[](id:int,traffic:int)
POST /servers/:serverId/unsuspend 204 -
POST /servers/:serverId/vnc 200 data.vnc(ip:str,hostname:null,port:int,password:str,enabled:bool) data.vnc.wss(token:str,url:str) data(queueId:null)
GET /servers/:serverId/vnc 200 data.vnc(ip:str,hostname:null,port:int,password:str,enabled:bool) data.vnc.wss(token:str,url:str)
PUT /servers/:serverId/owner/:newOwnerId 201 -
PUT /servers/:serverId/modify/memory 201 -
PUT /servers/:serverId/modify/cpuCores 201 -
POST /servers/:serverId/customXML 200 -
GET /compute/hypervisors 200 (current_page:int,first_page_url:str,from:int,last_page:int,last_page_url:str,next_page_url:str,path:str,per_page:int,prev_page_url:null,to:int,total:int) data[](id:int,commissioned:int,ip:str,ipAlt:null,hostname:null,port:int,sshPort:int,name:str,maintenance:bool,enabled:bool,nfType:int,encryptedToken:str,maxServers:int,maxCpu:int,maxMemory:int,storage:array,created:str,updated:str) data[].group(id:int,name:str,description:str,default:bool,enabled:bool,distributionType:int,created:str,updated:str) data[].networks[](id:int,type:str,bridge:str,primary:bool,default:bool,created:str,updated:str) links[](label:str,active:bool)
GET /compute/hypervisors/:hypervisorId 200 data(id:int,commissioned:int,ip:str,ipAlt:null,hostname:null,port:int,sshPort:int,name:str,maintenance:bool,enabled:bool,nfType:int,encryptedToken:str,maxServers:int,maxCpu:int,maxMemory:int,created:str,updated:str) data.group(id:int,name:str,description:str,default:bool,enabled:bool,distributionType:int,created:str,updated:str) data.networks[](id:int,type:str,bridge:str,primary:bool,default:bool,created:str,updated:str)
POST /connectivity/ipblocks/:blockId/ipv4 204 -
GET /connectivity/ipblocks 200 (current_page:int,first_page_url:str,from:int,last_page:int,last_page_url:str,next_page_url:null,path:str,per_page:int,prev_page_url:null,to:int,total:int) data[](id:int,type:int,name:str,rdnsType:int,rdnsZoneId:null,networkProfile:int,routeBlock:null,dhcp:int,enabled:bool,created:str,updated:str) data[].ipv4(gateway:str,netmask:str,total:int,usedTotal:int,freeTotal:int) data[].ipv4.resolvers(primary:str,secondary:str) data[].ipv6(gateway:null,subnet:null,from:int,to:int,restricted:array,total:int,generatedTotal:int,usedTotal:int,freeTotal:int,freeGenerated:int,blacklistedTotal:int) data[].ipv6.resolvers(primary:null,secondary:null) links[](label:str,active:bool)
GET /connectivity/ipblocks/:blockId 200 data(id:int,type:int,name:str,rdnsType:int,rdnsZoneId:null,networkProfile:int,routeBlock:null,dhcp:int,enabled:bool,created:str,updated:str) data.ipv4(gateway:str,netmask:str,total:int,usedTotal:int,freeTotal:int) data.ipv4.resolvers(primary:str,secondary:str) data.ipv6(gateway:null,subnet:null,from:int,to:int,restricted:array,total:int,generatedTotal:int,usedTotal:int,freeTotal:int,freeGenerated:int,blacklistedTotal:int) data.ipv6.resolvers(primary:null,secondary:null)
GET /backups/server/:serverId 200 data[](id:int,serverId:int,deleting:bool,restoring:bool,progress:bool,complete:bool,deleteAfter:null,created:str,updated:str) data[].storage(id:int,name:str,enabled:bool)
GET /dns/services/:serviceId 200 data(id:int,type:int,name:str,username:str,url:str,ip:null,port:int,password:str,config:object,subAccount:bool,capabilities:int,enabled:bool,created:str,updated:str)
GET /media/iso/:isoId 200 data(id:int,name:str,description:null,arch:int,url:str,filename:str,enabled:bool,config:str,global:bool,download:bool,users:array,created:str,updated:str)
GET /media/templates/fromServerPackageSpec/:serverPackageId 200 data[](name:str,description:str,icon:str,id:int) data[].templates[](id:int,name:str,version:str,variant:str,arch:int,description:str,icon:str,eol:bool,eol_date:str,eol_warning:bool,deploy_type:int,vnc:bool,type:str)
GET /packages 200 data[](id:int,name:str,description:null,enabled:bool,memory:int,primaryStorage:int,traffic:int,cpuCores:int,primaryNetworkSpeedIn:int,primaryNetworkSpeedOut:int,primaryDiskType:str,backupPlanId:int,primaryStorageReadBytesSec:null,primaryStorageWriteBytesSec:null,primaryStorageReadIopsSec:null,primaryStorageWriteIopsSec:null,primaryStorageProfile:int,primaryNetworkProfile:int,created:str)
GET /packages/:packageId 200 data(id:int,name:str,description:null,enabled:bool,memory:int,primaryStorage:int,traffic:int,cpuCores:int,primaryNetworkSpeedIn:int,primaryNetworkSpeedOut:int,primaryDiskType:str,backupPlanId:int,primaryStorageReadBytesSec:null,primaryStorageWriteBytesSec:null,primaryStorageReadIopsSec:null,primaryStorageWriteIopsSec:null,primaryStorageProfile:int,primaryNetworkProfile:int,created:str)
GET /queue/:queueId 200 data(id:int,jobId:str,job:str,hypervisorId:int,serverId:int,action:str,queue:str,started:str,updated:str,finished:str,failed:bool,progress:int,subActions:array) data.errors(exception:object) data.primaryActions[](type:str,dataType:str,data:object,created:str,updated:str)
POST /ssh_keys 201 data(id:int,name:str,type:str,createdAt:str)
DELETE /ssh_keys/:keyId 204 -
GET /ssh_keys/:keyId 200 data(id:int,name:str,publicKey:str,type:str,enabled:bool,created:str,updated:str)
GET /ssh_keys/user/:userId 200 data[](id:int,name:str,publicKey:str,type:str,enabled:bool,created:str,updated:str)
DELETE /users/:extRelationId/byExtRelation 204 -
PUT /users/:extRelationId/byExtRelation 201 data(name:str,email:str,selfService:int,enabled:bool)
GET /users/:extRelationId/byExtRelation 200 data(id:int,admin:bool,extRelationId:int,selfService:int,selfServiceHourlyGroupProfiles:array,selfServiceResourceGroupProfiles:array,selfServiceHourlyResourcePack:null,name:str,email:str,timezone:str,suspended:bool,twoFactorAuth:bool,created:str,updated:str)
POST /users/:extRelationId/authenticationTokens 200 data.authentication.tokens(1:str,2:str) data.authentication(endpoint:str,endpoint_complete:str) data.authentication.expiry(ttl:int,expires:str)
POST /users/:extRelationId/serverAuthenticationTokens/:serverId 200 data.authentication.tokens(1:str,2:str) data.authentication(endpoint:str,endpoint_complete:str) data.authentication.expiry(ttl:int,expires:str)
POST /users/:extRelationId/byExtRelation/resetPassword 201 data(email:str,password:str)
POST /users 201 data(id:int,admin:bool,extRelationId:int,selfService:int,selfServiceHourlyGroupProfiles:array,selfServiceResourceGroupProfiles:array,selfServiceHourlyResourcePack:null,name:str,email:str,timezone:str,suspended:bool,twoFactorAuth:bool,created:str,updated:str,password:str)
POST /selfService/credit/byUserExtRelationId/:extRelationId 201 data(id:int)
POST /selfService/hourlyGroupProfile/byUserExtRelationId/:extRelationId 204 -
POST /selfService/resourceGroupProfile/byUserExtRelationId/:extRelationId 204 -
POST /selfService/resourcePack/byUserExtRelationId/:extRelationId 201 data(id:int)
GET /selfService/hourlyStats/byUserExtRelationId/:extRelationId 200 data(periodId:int,period:str,previousPeriod:str,nextPeriod:str,servers:int) data.monthlyTotal(hours:int,value:str,tokens:bool) data.credit(value:int) data.currency(code:str,prefix:str,suffix:str,value:int,currentValue:int)
PUT /selfService/access/byUserExtRelationId/:extRelationId 204 -
DELETE /selfService/hourlyGroupProfile/:profileId/byUserExtRelationId/:extRelationId 204 -
DELETE /selfService/resourceGroupProfile/:profileId/byUserExtRelationId/:extRelationId 204 -
GET /selfService/report/byUserExtRelationId/:extRelationId 200 data.usage(servers:array,hourConversionRate:bool,taxStatus:int,success:bool,history:str,breakdown:bool,term:str,previousTerm:str,nextTerm:str,showHourlyRate:bool,showMonthlyRate:bool) data.usage.serversTotal(hours:bool,value:bool,tokens:bool) data.usage.monthlyTotal(hours:bool,value:bool,tokens:bool) data.usage.addonsTotal(hours:int,value:int,tokens:bool) data.usage.period(ymd:str,start:str,end:str) data.currency(prefix:str,suffix:str,code:str,currentValue:int,value:int) data.currency.default(prefix:str,suffix:str,code:str) data.limits(success:bool,packs:array)
PUT /selfService/hourlyResourcePack/byUserExtRelationId/:extRelationId 204 -
GET /selfService/usage/byUserExtRelationId/:extRelationId 200 data.user(id:int,relationalId:int,currency:null,timezone:str,name:str,email:str) data.usageServers(hours:int,token:int,tokenReal:int) data.usageServersBillable(hours:int,token:int,tokenReal:int) data.usageAddons(hours:int,token:int,tokenReal:int) data.usageAddonsBillable(hours:int,token:int,tokenReal:int) data.periods[](period:str,range:str,start:str,end:str,timezone:str,currentPeriod:bool,hoursInMonthPeriod:int,monthToHourRate:int,monthToHourRateType:int,days:int,hours:int,minutes:int,seconds:int,servers:array) data.periods[].usageServers(hours:int,token:int,tokenReal:int) data.periods[].usageServersBillable(hours:int,token:int,tokenReal:int) data.periods[].usageAddons(hours:int,token:int,tokenReal:int) data.periods[].usageAddonsBillable(hours:int,token:int,tokenReal:int)
DELETE /selfService/credit/:creditId 204 -
DELETE /selfService/resourcePackServers/:packId 204 -
DELETE /selfService/resourcePack/:packId 204 -
GET /selfService/resourcePack/:packId 200 data(type:str,id:int,pid:int,label:null,name:str) data.limits(total_servers:int,total_memory:int,total_storage:int,total_cpu:int,total_traffic:int,max_memory:int,max_storage:int,max_cpu:int,max_traffic:int) data.used(servers:int,memory:int,storage:int,cpu:int,traffic:int) data.usage.servers(t:int,u:int,f:int,p:int,l:bool) data.usage.memory(t:int,u:int,f:int,p:int,l:bool) data.usage.storage(t:int,u:int,f:int,p:int,l:bool) data.usage.cpu(t:int,u:int,p:int,f:int,l:bool) data.usage.traffic(t:int,u:int,f:int,p:int,l:bool)
PUT /selfService/resourcePack/:packId 204 -
GET /selfService/currencies 200 data[](id:int,code:str,value:str,prefix:str,suffix:null,default:bool,enabled:bool)
POST /selfService/resourcePackServers/:packId/suspend 204 -
POST /selfService/resourcePackServers/:packId/unsuspend 204 -
`;

const REPLIES: Readonly<Record<string, DocumentedOperation['reply']>> = { '-': 'empty', SERVER: 'server', LIST: 'list' };

/** The table, one entry an operation. */
export const DOCUMENTED_OPERATIONS: readonly DocumentedOperation[] = TABLE.trim()
  .split('\n')
  .map(line => {
    const [method = '', path = '', status = '', ...groups] = line.split(' ');
    const reply = REPLIES[groups[0] ?? ''] ?? 'fields';
    return { method, path, status: Number(status), reply, fields: reply === 'fields' ? groups.flatMap(fieldsOf) : [] };
  });

function fieldsOf(group: string): { path: string; type: string }[] {
  const [, parent = '', leaves = ''] = /^([^(]*)\((.*)\)$/.exec(group) ?? [];
  return leaves.split(',').map(leaf => {
    const [name = '', type = ''] = leaf.split(':');
    return { path: parent === '' ? name : `${parent}.${name}`, type };
  });
}
