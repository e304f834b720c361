### Pedir una licencia donde no se puede comprar.

my-requests = Mis solicitudes
my-requests-lead = Lo que usted pidió, para sí y para otros. Recibe un correo cuando alguien responde. Las solicitudes se guardan doce meses.
my-requests-none = No ha pedido nada
my-requests-none-help = Donde un producto no se puede comprar, la lista de productos lleva a una solicitud.
requests-title = Solicitudes
requests-lead = Licencias que las personas piden donde no pueden comprar. Quien da licencias responde a cada persona. Las solicitudes se guardan doce meses.
requests-none = Nadie espera respuesta
requests-none-help = Lo que se pide queda aquí hasta que todos tengan respuesta.
requests-open = En espera
requests-all = Todas
requests-older = Solicitudes anteriores
request-link = Solicitar una licencia
request-title = Solicitar { $product }
request-lead = Sus administradores ven quién pide y para quién, y usted recibe un correo con lo que responden.
request-people = Para quién
request-people-hint = Nombres de usuario de personas de su organización, separados por comas; { $most } personas como máximo.
request-note = Por qué
request-send = Enviar la solicitud
request-when = Pedida
request-who = Quién pide
request-for = Para quién
request-waits = En espera
request-decided = Respondida
request-waiting = en espera
request-granted = concedida
request-refused = denegada
request-leave = Dejar en espera
request-grant = Conceder
request-refuse = Denegar
request-direct = Directamente
request-through = Cómo la reciben
request-answer = Responder
request-answer-title = Responder a la solicitud de { $product }
request-answer-note = Qué les dice
request-answer-lead = La pidió { $name } el { $day }. { $note }
request-tell-ask = Usted pide { $product } para { $people ->
    [one] una persona
   *[other] { $people } personas
 }. Sus administradores responden a cada una.
request-tell-answer = { $product }: concedida a { $granted }, denegada a { $refused }.
request-tell-through = Se unen al grupo { $group } y reciben lo que da.
request-procedure = Cómo se piden aquí las licencias
request-procedure-hint = { $most } caracteres como máximo. Mientras diga algo, las personas lo leen y no se aceptan solicitudes nuevas; las que esperan se pueden responder.
request-procedure-says = Cómo pedir aquí una licencia:
request-no-procedure = Su organización recibe las solicitudes de otra manera. Lea su mensaje en la página Comprar.
request-no-buy = Usted mismo puede comprar este producto, así que no hace falta pedirlo.
request-no-waiting = Alguna de estas personas ya espera este producto.
request-no-answered = Alguna de estas personas recibió respuesta entretanto.
request-no-nobody = Tal como están las cosas nadie puede recibirla, y a nadie se le deniega. No cambiaría nada.
request-no-seats = No hay plazas de este producto que den los administradores. Compre primero algunas.
request-no-group = Este grupo no da el producto.
request-no-through = No todas pueden recibirla por este grupo, así que ninguna se une. { $text }
ops-title-request-ask = Licencias solicitadas
ops-title-request-answer = Solicitud respondida
ops-did-ask = { $product }: solicitada para { $people ->
    [one] una persona
   *[other] { $people } personas
 }.
ops-final-request = todos recibieron la respuesta; dé o quite la licencia misma (regla R-REQ-2)
did-own-asked = Su solicitud se ha enviado.
mail-granted = Se le concedió la licencia
mail-granted-body = { $name }: ahora tiene { $product }. { $reason }
mail-refused = Se denegó su solicitud
mail-refused-body = { $name }: no recibe { $product }. { $reason }
mail-answered = Se respondió a su solicitud
mail-answered-body = { $name }: { $product } se concedió a { $granted } y se denegó a { $refused } de las personas para las que pidió. { $reason }
