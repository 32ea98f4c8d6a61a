import Sqlite from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
const dir = mkdtempSync("/tmp/hfb-");
const med = (a: number[]) => a.toSorted((x, y) => x - y)[a.length >> 1]!;
function mk(n: string){ const db = new Sqlite(dir+"/"+n); db.pragma("journal_mode=WAL"); db.pragma("synchronous=FULL"); db.exec("create table t(n integer primary key, body text)"); return db; }
const a = mk("a.db"), b = mk("b.db"), c = mk("c.db"), d = mk("d.db");
const body = "x".repeat(2030);
const ia = a.prepare("insert into t(body) values(?)"), ib = b.prepare("insert into t(body) values(?)"), ic = c.prepare("insert into t(body) values(?)"), id = d.prepare("insert into t(body) values(?)");
const begin = c.prepare("BEGIN IMMEDIATE"), commit = c.prepare("COMMIT"), bd = d.prepare("BEGIN IMMEDIATE"), cd = d.prepare("COMMIT");
const A: number[]=[],B: number[]=[],C: number[]=[],D: number[]=[];
for (let i=0;i<1500;i++){ let t=performance.now(); ia.run(body); A.push(performance.now()-t);
 t=performance.now(); await new Promise(r=>setImmediate(r)); ib.run(body); B.push(performance.now()-t);
 t=performance.now(); begin.run(); ic.run(body); commit.run(); C.push(performance.now()-t);
 t=performance.now(); await new Promise(r=>setImmediate(r)); bd.run(); id.run(body); cd.run(); D.push(performance.now()-t); }
console.log("plain", med(A)*1000, "immediate", med(B)*1000, "begin/commit", med(C)*1000, "both", med(D)*1000);
rmSync(dir,{recursive:true});
